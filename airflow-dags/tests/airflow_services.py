"""The parts of Airflow as processes on the loopback interface, for one run of the tests."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import httpx
from processes import free_port

# None but the API server listens on a port.
_PARTS = {
    "api-server": [],
    "scheduler": ["--skip-serve-logs"],
    "dag-processor": [],
    "triggerer": ["--skip-serve-logs"],
}


class Airflow:
    """
    A scheduler with a LocalExecutor, a triggerer, a DAG processor and an API server over an SQLite database.

    It writes OpenLineage events to ``airflow.ndjson`` in its home.

    :param home: folder for the database and the logs
    :param dags: DAGs folder
    :param environment: further variables for all of its parts, such as connections
    """

    def __init__(self, home: Path, dags: Path, environment: dict[str, str]) -> None:
        port = free_port()
        self.home = home
        self.url = f"http://127.0.0.1:{port}"
        self._env = {name: value for name, value in os.environ.items() if not name.startswith("AIRFLOW")} | {
            "AIRFLOW_HOME": str(home),
            # The triggerer imports triggers from the Python path, not from the DAGs folder.
            "PYTHONPATH": str(dags),
            "AIRFLOW__CORE__DAGS_FOLDER": str(dags),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
            "AIRFLOW__CORE__PARALLELISM": "4",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{self.url}/execution/",
            "AIRFLOW__API__HOST": "127.0.0.1",
            "AIRFLOW__API__PORT": str(port),
            "AIRFLOW__API__BASE_URL": self.url,
            "AIRFLOW__API__WORKERS": "1",
            "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_hex(32),
            "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.2",
            "AIRFLOW__OPENLINEAGE__NAMESPACE": "night-shift",
            "AIRFLOW__OPENLINEAGE__TRANSPORT": json.dumps(
                {"type": "file", "log_file_path": str(home / "airflow.ndjson"), "append": True}
            ),
            "no_proxy": "127.0.0.1",
            **environment,
        }
        self._stack = ExitStack()
        self._processes: dict[str, subprocess.Popen] = {}
        self._client: httpx.Client | None = None

    def __enter__(self) -> Airflow:
        self.cli("db", "migrate")
        try:
            for part, options in _PARTS.items():
                log = self._stack.enter_context((self.home / f"{part}.log").open("wb"))
                self._processes[part] = subprocess.Popen(
                    [_airflow(), part, *options], env=self._env, stdout=log, stderr=log, start_new_session=True
                )
            self._client = self._stack.enter_context(httpx.Client(base_url=self.url, trust_env=False, timeout=20))
            self.wait_for("a healthy Airflow", self._healthy)
            token = self._client.get("/auth/token").raise_for_status().json()["access_token"]
            self._client.headers["Authorization"] = f"Bearer {token}"
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()
        # Nothing of this Airflow is kept, so there is no reason to wait for a graceful end of it.
        for process in self._processes.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def cli(self, *arguments: str) -> str:
        """What a command of Airflow prints on standard output."""
        done = subprocess.run([_airflow(), *arguments], env=self._env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"airflow {' '.join(arguments)}: {done.stdout}{done.stderr}"
        return done.stdout

    def get(self, path: str, **parameters: Any) -> dict[str, Any]:
        """An answer of the REST API."""
        return self._client.get(f"/api/v2/{path}", params=parameters).raise_for_status().json()

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Ask the REST API to do something."""
        return self._client.post(f"/api/v2/{path}", json=body).raise_for_status().json()

    def trigger(self, dag_id: str, run_id: str, **conf: Any) -> None:
        """Start a run of a DAG."""
        self.post(f"dags/{dag_id}/dagRuns", {"dag_run_id": run_id, "logical_date": None, "conf": conf})

    def runs(self, dag_id: str) -> list[dict[str, Any]]:
        """The runs of a DAG, oldest first."""
        return self.get(f"dags/{dag_id}/dagRuns", order_by="run_after")["dag_runs"]

    def xcom(self, dag_id: str, run_id: str, task_id: str) -> Any:
        """What a task returned."""
        path = f"dags/{dag_id}/dagRuns/{run_id}/taskInstances/{task_id}/xcomEntries/return_value"
        return self.get(path, deserialize=True)["value"]

    def patch(self, path: str, body: dict[str, Any]) -> None:
        """Change a resource of the REST API."""
        self._client.patch(f"/api/v2/{path}", json=body).raise_for_status()

    def task_states(self, dag_id: str, run_id: str) -> dict[str, str | None]:
        """The state of each task of a run, by its id."""
        instances = self.get(f"dags/{dag_id}/dagRuns/{run_id}/taskInstances")["task_instances"]
        return {instance["task_id"]: instance["state"] for instance in instances}

    def task_log(self, dag_id: str, run_id: str, task_id: str, attempt: int = 1, map_index: int = -1) -> str:
        """What a try of a task logged, and the messages of its errors."""
        path = f"dags/{dag_id}/dagRuns/{run_id}/taskInstances/{task_id}/logs/{attempt}"
        answer = self.get(path, full_content=True, map_index=map_index)
        lines = []
        for event in answer["content"]:
            lines.append(event["event"])
            lines += [error["exc_value"] for error in event.get("error_detail") or []]
        return "\n".join(lines)

    def wait_for(self, what: str, condition: Callable[[], Any], seconds: float = 180) -> None:
        """Wait until a condition holds; fail with the ends of the logs when it does not in time."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(f"No sign of {what} after {seconds} s.\n{self._log_ends()}")
            time.sleep(0.5)

    def _healthy(self) -> bool:
        for part, process in self._processes.items():
            assert process.poll() is None, f"{part} ended.\n{self._log_ends()}"
        try:
            health = self._client.get("/api/v2/monitor/health").json()
        except httpx.HTTPError:
            return False
        return all(health[part]["status"] == "healthy" for part in ("scheduler", "triggerer", "dag_processor"))

    def _log_ends(self) -> str:
        ends = []
        for log in [*self.home.glob("*.log"), *self.home.glob("logs/dag_id=*/**/*.log")]:
            lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-30:]
            ends.append(f"--- {log.relative_to(self.home)}\n" + "\n".join(lines))
        return "\n".join(ends)


def _airflow() -> str:
    return str(Path(sys.executable).with_name("airflow"))
