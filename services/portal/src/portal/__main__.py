"""`python -m portal service|http|migrate|cli`: one image, a few commands."""

import warnings

warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")

import eventlet  # noqa: E402

eventlet.monkey_patch()

from portal.entrypoints.main import main  # noqa: E402

if __name__ == "__main__":
    main()
