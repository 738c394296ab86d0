"""`python -m portal service|http|migrate|cli`: one image, a few commands."""

import gc
import warnings

gc.disable()  # nothing is garbage while all is loaded; looking for it took a fifth
warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")

import eventlet  # noqa: E402

eventlet.monkey_patch()

from portal.entrypoints.main import main  # noqa: E402

gc.freeze()
gc.enable()

if __name__ == "__main__":
    main()
