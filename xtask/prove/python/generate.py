"""Makes a client of each document of `documents/`; what is refused stops the user's program as well."""

import sys
from pathlib import Path

from openapi_python_client import generate
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser.errors import ErrorLevel

user = Path("user.py").read_text()
for document in sorted(Path("documents").iterdir()):
    name = document.stem.replace("-", "_")
    folder = Path("cases") / name
    folder.mkdir(parents=True, exist_ok=True)
    options = ConfigFile(package_name_override="client", post_hooks=[])
    config = Config.from_sources(options, MetaType.NONE, document, "utf-8", True, folder / "client")
    try:
        errors = [error for error in generate(config=config) if error.level == ErrorLevel.ERROR]
    except Exception as error:
        errors = [error]
    (folder / "__init__.py").write_text("")
    (folder / "user.py").write_text(f"refused: int = {str(errors)!r}\n" if errors else user)
sys.exit(0)
