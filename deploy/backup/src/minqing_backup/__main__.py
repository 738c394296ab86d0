"""`python -m minqing_backup backup|check|restore FOLDER`: see docs/backup.md."""

import warnings

warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")

from minqing_backup.commands import main  # noqa: E402

if __name__ == "__main__":
    main()
