"""Tells a department that its delivery is late: a file beside its feedback, and the deployment's notifier."""

from __future__ import annotations

import re
from collections.abc import Collection
from logging import Logger
from typing import TYPE_CHECKING

from airflow.sdk import ObjectStoragePath

from creditlake_airflow.contracts import SourceTerms
from creditlake_airflow.markers import ALWAYS
from creditlake_airflow.notices import notify
from creditlake_airflow.place import ZONE

if TYPE_CHECKING:
    from airflow.sdk import Context

    from creditlake_airflow.night import Night

# As creditlake names the files of its feedback.
_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
_LONGEST_NAME = 80
_NAMES_SHOWN = 20


def tell_department(context: Context, night: Night, terms: SourceTerms, names: Collection[str], *, log: Logger) -> None:
    """
    Tell it, once for a source and a night, however often the task is tried.

    :param names: names of what has come, though not whole
    """
    file = notice_file(night, terms)
    log.warning("%s of %s is late; told in %s", terms.source, terms.department, file)
    if file.exists():
        return
    text = notice(night, terms, names)
    notify(
        context,
        log,
        subject=f"信用信息报送提醒：{terms.title}（{terms.source}）{night.date} 未收到",
        message=text,
        department=terms.department,
        source=terms.source,
        date=night.date.isoformat(),
        contact=terms.contact,
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def notice_file(night: Night, terms: SourceTerms) -> ObjectStoragePath:
    """Where the notice of a late source lies: ``<lake>/feedback/late/<date>/<department>.<source>.txt``."""
    name = f"{fit_name(terms.department)}.{fit_name(terms.source)}.txt"
    return ObjectStoragePath(night.place.lake) / "feedback" / "late" / night.date.isoformat() / name


def fit_name(text: str) -> str:
    """A text as a file may be called."""
    return re.sub(r"^\.", "_", _UNFIT.sub("_", text))[:_LONGEST_NAME]


def notice(night: Night, terms: SourceTerms, names: Collection[str]) -> str:
    """What the department is told, in its language. It says nothing of what is in the files."""
    due = night.deadline_of(terms).astimezone(ZONE)
    markers = "、".join([*ALWAYS, terms.marker] if terms.marker else ALWAYS)
    came = sorted(_UNFIT.sub("?", name) for name in names)
    shown = "、".join(came[:_NAMES_SHOWN]) + (f" 等 {len(came)} 个" if len(came) > _NAMES_SHOWN else "")
    after = (
        "今晚的处理正在等待该数据，收到后继续。"
        if night.waits_on(terms)
        else "今晚的处理不再等待；补报到当日或以后日期的目录后，由下一次处理接收。"
    )
    return (
        f"{terms.department}：\n\n"
        f"“{terms.title}”（{terms.source}）应于 {due:%Y-%m-%d %H:%M} 前报送完毕，至今未收到完整数据。\n"
        f"报送目录：{terms.source}/{night.date}/\n"
        f"目录中已有文件：{shown or '无'}\n"
        f"完成标志：{markers}（有其一即视为报送完毕）\n"
        f"{after}\n"
    )
