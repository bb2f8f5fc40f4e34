"""A real doccano server for tests: web server and task worker on loopback, with sqlite, in a folder of its own.

Run as a program it makes the environment: `python serve.py install FOLDER`.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

REQUIREMENTS = ("doccano==1.8.4", "numpy<2", "marshmallow<4", "setuptools<81")
USERS = ("admin", "alice", "bob")


def install(folder: Path) -> None:
    """Make the server's virtual environment, once."""
    mark = folder / "ready"
    if mark.exists() and mark.read_text() == "\n".join(REQUIREMENTS):
        return
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *REQUIREMENTS], check=True)
    mark.write_text("\n".join(REQUIREMENTS))


class Server:
    """Starts doccano in `home` with the environment `venv`; `stop` ends all of its processes."""

    def __init__(self, venv: Path, home: Path) -> None:
        self.venv, self.home = venv, home
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.passwords = {name: secrets.token_urlsafe(12) for name in USERS}
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._backend = next(venv.glob("lib/python3*/site-packages/backend"))
        self._env = {
            **{key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")},
            "DOCCANO_HOME": str(home),
            "DATABASE_URL": f"sqlite:///{home / 'db.sqlite3'}",
            "MEDIA_ROOT": str(home / "media"),
            "STANDALONE": "True",
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "SECRET_KEY": secrets.token_urlsafe(32),
        }

    def start(self) -> None:
        """Make the database and users, and start both processes."""
        self.home.mkdir(parents=True, exist_ok=True)
        self._manage("migrate", "--verbosity", "0")
        self._manage("create_roles")
        lines = ["from django.contrib.auth import get_user_model as model", "import json, os"]
        lines.append("for name, word in json.loads(os.environ['USERS']).items():")
        lines.append("    model().objects.create_superuser(name, name + '@example.org', word)")
        self._manage("shell", "-c", "\n".join(lines), env={"USERS": json.dumps(self.passwords)})
        self.start_web()
        self.start_worker()

    def start_web(self) -> None:
        """Start the web server and wait until it answers. doccano's own command would listen on all addresses."""
        bind = ["--bind", f"127.0.0.1:{self.port}", "--workers", "2", "--timeout", "120", "--chdir", self._backend]
        self._spawn("web", "gunicorn", *bind, "config.wsgi")
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{self.url}/v1/health/?format=json", timeout=5).close()
                return
            except urllib.error.HTTPError:
                return  # it answers; its health check also asks for what a test needs not
            except OSError:
                time.sleep(0.5)
        raise RuntimeError((self.home / "web.log").read_text()[-2000:])

    def start_worker(self) -> None:
        """Start the task worker, which does imports and exports."""
        self._spawn("worker", "celery", "--app=config", f"--workdir={self._backend}", "worker", "--concurrency=1")

    def stop(self, *names: str) -> None:
        """End the processes of these names, all where none is named."""
        for name in names or tuple(self._processes):
            process = self._processes.pop(name, None)
            if process:
                os.killpg(process.pid, signal.SIGTERM)
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()

    def _spawn(self, name: str, module: str, *arguments: object) -> None:
        log = (self.home / f"{name}.log").open("ab")
        command = [str(self.venv / "bin" / "python"), "-m", module, *map(str, arguments)]
        self._processes[name] = subprocess.Popen(
            command, cwd=self._backend, env=self._env, stdout=log, stderr=log, start_new_session=True
        )
        log.close()

    def _manage(self, *arguments: str, env: dict[str, str] | None = None) -> None:
        done = subprocess.run(
            [self.venv / "bin" / "python", "manage.py", *arguments],
            cwd=self._backend,
            env={**self._env, **(env or {})},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    install(Path(sys.argv[2]))
