"""`python -m minqing_offline bundle FOLDER --key FILE`: see docs/offline.md."""

import warnings

warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")

from minqing_offline.commands import main  # noqa: E402

if __name__ == "__main__":
    main()
