"""A clerk proposes not to publish a judgment; a judge decides, and until then nothing is published."""

from records import events
from records.actors import Actor
from records.database import Store
from records.desk import access
from records.desk.decisions import check_reason
from records.errors import NotAllowed
from records.lifecycle import PublicationState, Role


def propose_withhold(  # noqa: PLR0917  the order of the form
    store: Store, actor: Actor, judgment_id: int, reason: int, note: str = "", requester: str = ""
) -> None:
    """Propose one of the seven reasons; a later proposal replaces it.

    Raises Permanent for an unknown reason or a request without its ground, NotAllowed for another court and for a
    judgment that is public or decided already.
    """
    check_reason(reason, note, requester)
    with store.writing() as session:
        judgment = access.judgment_of(session, judgment_id)
        access.check_change(actor, judgment)
        if judgment.publication_state is not PublicationState.NONE:
            raise NotAllowed("Chỉ đề nghị được khi hồ sơ chưa công bố và chưa có quyết định.")
        judgment.withhold_proposed = reason
        judgment.revision += 1
        events.append(
            session,
            store,
            actor=actor,
            action="judgment.propose_withhold",
            judgment_id=judgment_id,
            detail={"reason": reason},
        )
        key = f"{judgment_id}:{judgment.revision}"
        access.write_note(store, actor, judgment_id, kind="propose_withhold", key=key, text=note, requester=requester)


def decline_withhold(store: Store, actor: Actor, judgment_id: int) -> None:
    """Decide against a proposal: judges and the president of the court; raise NotAllowed."""
    with store.writing() as session:
        judgment = access.judgment_of(session, judgment_id)
        access.check_change(actor, judgment)
        if not actor.roles & {Role.JUDGE, Role.PRESIDENT} or judgment.withhold_proposed is None:
            raise NotAllowed("Không có đề nghị nào chờ bạn quyết định.")
        judgment.withhold_proposed = None
        judgment.revision += 1
        events.append(
            session, store, actor=actor, action="judgment.decline_withhold", judgment_id=judgment_id, detail={}
        )
