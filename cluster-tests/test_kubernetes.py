"""The manifests of deploy/kubernetes, held against the models of Kubernetes' own client and the options of Spark."""

from __future__ import annotations

import re
import zipfile
from typing import Any

import kubernetes.client
import pytest
import yaml

from lakes import REPOSITORY
from servers import SPARK_HOME

FOLDER = REPOSITORY / "deploy" / "kubernetes"
DOCUMENTS = [
    pytest.param(document, id=f"{document['kind']} {document['metadata']['name']}")
    for file in sorted(FOLDER.glob("*.yaml"))
    for document in yaml.safe_load_all(file.read_text(encoding="utf-8"))
]
# What follows is put to it by Spark: a name of Hadoop's or the environment's, or a part of its own.
PUT_TOGETHER = ("spark.hadoop", "spark.yarn.appMasterEnv.", "spark.kubernetes.authenticate.executor.")
PLAIN = {"str": str, "int": int, "bool": bool}


def built(kind: str, value: Any, where: str) -> Any:
    """A value as the client's model has it; a name it does not know and a value that it wants fail."""
    if kind == "object":
        return value
    if kind in PLAIN:
        assert type(value) is PLAIN[kind], f"{where}: {value!r} is no {kind}"
        return value
    if listed := re.fullmatch(r"[Ll]ist\[(.+)]", kind):
        return [built(listed[1], item, f"{where}[{number}]") for number, item in enumerate(value)]
    if mapped := re.fullmatch(r"[Dd]ict[(\[]str, (.+)[)\]]", kind):
        return {name: built(mapped[1], item, f"{where}.{name}") for name, item in value.items()}
    model = getattr(kubernetes.client, kind)
    names = {there: here for here, there in model.attribute_map.items()}
    unknown = value.keys() - names.keys()
    assert not unknown, f"{where}: {kind} has no {sorted(unknown)}"
    parts = {
        names[name]: built(model.openapi_types[names[name]], part, f"{where}.{name}") for name, part in value.items()
    }
    return model(**parts)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_manifest_is_what_the_api_takes(document: dict) -> None:
    version = document["apiVersion"].rsplit("/", 1)[-1].capitalize()
    built(version + document["kind"], document, document["kind"])


def test_the_night_runs_as_an_account_that_may_handle_pods_alone() -> None:
    by_kind = {}
    for document in (parameter.values[0] for parameter in DOCUMENTS):
        by_kind.setdefault(document["kind"], []).append(document)
    accounts = {account["metadata"]["name"] for account in by_kind["ServiceAccount"]}
    (role,), (binding,), (cron,) = by_kind["Role"], by_kind["RoleBinding"], by_kind["CronJob"]
    pod = cron["spec"]["jobTemplate"]["spec"]["template"]["spec"]

    assert [rule["resources"] for rule in role["rules"]] == [["pods"]]
    assert binding["roleRef"]["name"] == role["metadata"]["name"]
    assert [subject["name"] for subject in binding["subjects"]] == [pod["serviceAccountName"]]
    assert pod["serviceAccountName"] in accounts
    (executor,) = re.findall(r"executor\.serviceAccountName=(\S+)", pod["containers"][0]["args"][0])
    assert executor in accounts - {pod["serviceAccountName"]}


def test_every_option_of_spark_that_is_named_is_one_of_this_spark() -> None:
    known = set()
    for jar in (SPARK_HOME / "jars").glob("spark-*.jar"):
        with zipfile.ZipFile(jar) as archive:
            for name in archive.namelist():
                if "conf" in name.lower() and name.endswith(".class"):
                    known |= {found.decode() for found in re.findall(rb"spark\.[\w.]+", archive.read(name))}
    texts = [
        *FOLDER.glob("*.yaml"),
        REPOSITORY / "docs" / "cluster.md",
        *REPOSITORY.glob("conf/profiles/cluster*.yaml"),
    ]
    # --set spark.conf.… of creditlake takes an option of Spark.
    named = {
        option for text in texts for option in re.findall(r"\bspark\.(?!conf\b)[a-z][\w.]*\w", text.read_text("utf-8"))
    }
    assert len(named) > 20
    assert {option for option in named if not option.startswith(PUT_TOGETHER)} <= known
