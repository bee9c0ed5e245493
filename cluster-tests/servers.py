"""The servers that a cluster consists of, each a process of its own on the loopback address that ends with its test."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

import pyspark

HERE = Path(__file__).parent
SPARK_HOME = Path(pyspark.__file__).parent
LOOPBACK = "127.0.0.1"
START_SECONDS = 60


def environment(**more: str) -> dict[str, str]:
    """What Spark's scripts run with: nothing of a Spark that the machine may have besides."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "HADOOP_"))}
    return kept | {"SPARK_HOME": str(SPARK_HOME), "SPARK_LOCAL_IP": LOOPBACK} | more


def free_port() -> int:
    with socket.create_server((LOOPBACK, 0)) as free:
        return free.getsockname()[1]


def java() -> str:
    home = os.environ.get("JAVA_HOME")
    return str(Path(home, "bin", "java")) if home else shutil.which("java")


def until(
    what: str, is_so: Callable[[], bool], process: subprocess.Popen, log: Path, seconds: float = START_SECONDS
) -> None:
    """Waits until a process has come to where it is wanted."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert process.poll() is None, f"{what} ended: {log.read_text()}"
        assert time.monotonic() < deadline, f"{what} does not come: {log.read_text()}"
        time.sleep(0.1)


def stop(server: subprocess.Popen) -> None:
    server.terminate()
    try:
        server.wait(timeout=15)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@contextmanager
def running(command: Sequence[str | Path], log: Path, **more: str) -> Iterator[subprocess.Popen]:
    """A process, leader of a group of its own, that writes to a log and is stopped at the end."""
    with log.open("w") as out:
        server = subprocess.Popen(
            command,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=environment(**more),
            cwd=log.parent,
            start_new_session=True,
        )
    try:
        yield server
    finally:
        stop(server)


@dataclass(frozen=True)
class Standalone:
    """A standalone cluster of Spark: the address of its master, and its workers."""

    address: str
    workers: list[subprocess.Popen]

    def lose_a_worker(self) -> None:
        """Ends the first worker and its executors, as a machine that fails would."""
        worker = self.workers.pop(0)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


@contextmanager
def standalone(folder: Path, workers: int) -> Iterator[Standalone]:
    """A master and workers of one core each."""
    port, pages = free_port(), free_port()
    address = f"spark://{LOOPBACK}:{port}"
    spark = [SPARK_HOME / "bin" / "spark-class"]
    listening = ["--host", LOOPBACK, "--port"]
    master = [*spark, "org.apache.spark.deploy.master.Master", *listening, str(port), "--webui-port", str(pages)]
    small = {"SPARK_DAEMON_MEMORY": "256m", "SPARK_WORKER_DIR": str(folder / "work"), "SPARK_LOCAL_DIRS": str(folder)}
    log = folder / "master.log"
    worker = [*spark, "org.apache.spark.deploy.worker.Worker", *listening, "0", "--webui-port", "0"]
    worker += ["--cores", "1", "--memory", "1g", address]

    def alive() -> int:
        try:
            with urlopen(f"http://{LOOPBACK}:{pages}/json/") as page:
                return page.read().decode().count('"state" : "ALIVE"')
        except URLError:
            return -1

    with ExitStack() as stack:
        server = stack.enter_context(running(master, log, **small))
        until("the master", lambda: alive() >= 0, server, log)
        started = [
            stack.enter_context(running(worker, folder / f"worker-{number}.log", **small)) for number in range(workers)
        ]
        until("a worker", lambda: alive() == workers, server, folder / "worker-0.log")
        yield Standalone(address, started)


@contextmanager
def serving(log: Path, program: str, *arguments: str | Path, jars: Path | None = None) -> Iterator[str]:
    """
    A Java program that prints its address and ends when its standard input does. Its address.

    :param jars: a folder of what it runs with, instead of what the build has gathered
    """
    gathered = HERE / "target" / "servers.classpath"
    classpath = f"{jars}/*" if jars else gathered.read_text(encoding="utf-8").strip()
    with log.open("w") as errors:
        server = subprocess.Popen(
            [java(), "-Xmx512m", "-cp", classpath, HERE / program, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    try:
        address = server.stdout.readline().strip()
        assert address, log.read_text()
        yield address
    finally:
        server.stdin.close()
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            stop(server)


def postgres_program(name: str) -> Path:
    """A program of PostgreSQL, which Debian does not put into the path."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True) or [shutil.which(name)]
    assert found[0], f"found no {name}; the tests need PostgreSQL. .ci/install-system-packages installs it on Debian"
    return Path(found[0])


@dataclass(frozen=True)
class Postgres:
    """A PostgreSQL on a port, with one account."""

    port: int
    user: str

    @property
    def address(self) -> str:
        """Its JDBC address, without an account."""
        return f"jdbc:postgresql://{LOOPBACK}:{self.port}/postgres"

    def change_password(self, old: str, new: str) -> None:
        """Gives the account another password."""
        door = ["--host", LOOPBACK, "--port", str(self.port), "--username", self.user, "--dbname", "postgres"]
        subprocess.run(
            [postgres_program("psql"), "--no-psqlrc", *door, "--set", "ON_ERROR_STOP=1", "--set", f"new={new}"],
            input=f"ALTER ROLE {self.user} PASSWORD :'new'",
            text=True,
            check=True,
            capture_output=True,
            env=environment(PGPASSWORD=old),
        )


@contextmanager
def postgres(user: str, password: str) -> Iterator[Postgres]:
    """A PostgreSQL. It refuses to run as root, so that another user runs it there."""
    # Not in a folder of pytest, which nobody but its owner may enter.
    with TemporaryDirectory(prefix="creditlake-postgres-") as place, ExitStack() as stack:
        folder = Path(place)
        secret, data, log = folder / "password", folder / "data", folder / "log"
        secret.write_text(password, encoding="utf-8")
        data.mkdir()
        account = []
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            for path in (folder, secret, data):
                os.chown(path, nobody.pw_uid, nobody.pw_gid)
            account = ["setpriv", "--reuid=nobody", f"--regid={nobody.pw_gid}", "--clear-groups"]
        made = [f"--pgdata={data}", f"--username={user}", f"--pwfile={secret}", "--auth=scram-sha-256", "--no-sync"]
        made += ["--encoding=UTF8", "--locale=C"]
        initdb = subprocess.run(
            [*account, postgres_program("initdb"), *made], cwd=folder, check=False, capture_output=True, text=True
        )
        assert initdb.returncode == 0, initdb.stderr
        port = free_port()
        settings = [f"port={port}", f"listen_addresses={LOOPBACK}", "unix_socket_directories=", "fsync=off"]
        command = [*account, postgres_program("postgres"), "-D", data, *(f"--{setting}" for setting in settings)]

        def listens() -> bool:
            with socket.socket() as client:
                return client.connect_ex((LOOPBACK, port)) == 0

        server = stack.enter_context(running(command, log))
        until("PostgreSQL", listens, server, log)
        yield Postgres(port, user)
