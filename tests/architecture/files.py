"""Rules about files of any kind: nothing of one machine in them, and locks that hold only what locks."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

# Written in pieces, or this file would break its own rule.
_HOSTS = (
    "pypi" + ".org",
    "python" + "hosted.org",
    "registry.npm" + "js.org",
    "registry.yarn" + "pkg.com",
    "proxy.go" + "lang.org",
    "deb.deb" + "ian.org",
)
_FOLDERS = ("work", "root", "opt", "home/" + r"[\w.-]+", "Users/" + r"[\w.-]+")
_PATH = re.compile(rf"(?<![\w./:\-}}\])*])/(?:{'|'.join(_FOLDERS)})/")
_FILE_URL = re.compile("file:" + r"///?(?:work|root|opt|home|Users|tmp)\b")

_PIN = re.compile(r"[a-z0-9][a-z0-9._-]*==[\w.!+-]+( ; [^\\]+)? \\")
_HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def machine_traces(path: Path, root: Path) -> list[str]:
    """Report lines with an absolute path of a machine or the host of a package registry; binaries pass."""
    content = path.read_bytes()
    if b"\0" in content[:8192]:
        return []
    found = []
    for number, line in enumerate(content.decode("utf-8", errors="replace").splitlines(), start=1):
        if _PATH.search(line) or _FILE_URL.search(line) or _own_path(line, root):
            found.append(f"{path}:{number}: a path of one machine")
        if any(host in line for host in _HOSTS):
            found.append(f"{path}:{number}: the host of a package registry")
    return found


def loose_lock_lines(path: Path) -> list[str]:
    """Report lines of a lock file that are neither a pinned version nor a hash, and pins without a hash."""
    found = []
    pinned = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if _HASH.fullmatch(line):
            pinned = ""
        elif _PIN.fullmatch(line) and not pinned:
            pinned = line
        else:
            found.append(f"{path}:{number}: neither a version nor a hash: {line[:80]}")
    return [*found, f"{path}: no hash for {pinned}"] if pinned else found


def pins(path: Path) -> dict[str, str]:
    """Read a lock: name to version."""
    text = path.read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^\s\\]+)", text, re.MULTILINE))


def project_files(root: Path) -> list[Path]:
    """List what is (or would be) committed; without git, what lies in the folder but caches and output."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0 and listed.stdout:
        names = listed.stdout.decode("utf-8").split("\0")
        return sorted({root / name for name in names if name and (root / name).is_file()})
    left_out = {".git", ".venv", "var", "build", "dist", "__pycache__"}
    return sorted(
        path for path in root.rglob("*") if path.is_file() and not left_out & set(path.relative_to(root).parts)
    )


def _own_path(line: str, root: Path) -> bool:
    """Tell whether the checkout's own place stands in the line; a place as short as `/src` proves nothing."""
    return len(root.parts) > 2 and str(root) in line
