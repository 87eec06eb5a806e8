"""How a bird is shown and written as JSON, wherever a command names one."""

from typing import TYPE_CHECKING, Any

from birdlog.display import clean
from birdlog.i18n import N_, _, language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from birdlog.checklist import Taxon
    from birdlog.cli.run import Run

__all__ = ["GRADES", "GUILDS", "KINDS", "TIERS", "as_data", "show"]

TIERS = {
    "usual": N_("usual"),
    "recorded": N_("recorded"),
    "historical": N_("historical"),
    "unconfirmed": N_("unconfirmed"),
    "escape": N_("escape"),
}
KINDS = {
    "species": N_("a species"),
    "spuh": N_("not to species"),
    "slash": N_("one of two"),
    "domestic": N_("domestic"),
    "hybrid": N_("hybrid"),
    "form": N_("form"),
    "broad": N_("before it was split"),
}
GUILDS = {
    "游禽": N_("swimming birds"),
    "涉禽": N_("wading birds"),
    "猛禽": N_("birds of prey"),
    "攀禽": N_("climbing birds"),
    "陆禽": N_("ground birds"),
    "鸣禽": N_("songbirds"),
}
"""The guilds that Chinese field work sorts birds into."""
GRADES = {"1": N_("grade I"), "2": N_("grade II")}


def as_data(taxon: "Taxon") -> dict[str, Any]:
    """Return a bird as the JSON answers hold it."""
    return {
        "id": taxon.id,
        "scientific_name": taxon.scientific_name,
        "english_name": taxon.english_name,
        "chinese_name": taxon.chinese_name,
        "pinyin": taxon.pinyin,
        "code4": taxon.code4,
        "tier": taxon.tier,
        "kind": taxon.kind,
        "order": taxon.order,
        "family": taxon.family,
        "guild": taxon.guild,
        "waterbird": taxon.waterbird,
        "status": taxon.status,
        "iucn": taxon.iucn,
        "cn": taxon.cn,
        "cites": taxon.cites,
    }


def show(run: "Run", taxa: "Iterable[Taxon]") -> None:
    """Write birds as an aligned table: the name in use, the other language's, Latin, code, what is known."""
    second = "en" if language() == "zh" else "zh"
    rows = [
        (
            run.name(taxon),
            clean(taxon.name(second, run.settings.names)),
            taxon.scientific_name,
            taxon.code4,
            _(TIERS.get(taxon.tier, taxon.tier)) if taxon.kind == "species" else _(KINDS.get(taxon.kind, taxon.kind)),
            _(GRADES.get(taxon.cn, "")),
            taxon.id,
        )
        for taxon in taxa
    ]
    first, other = (_("Chinese name"), _("English name")) if second == "en" else (_("English name"), _("Chinese name"))
    run.table(rows, (first, other, _("Latin name"), _("Code"), _("Here"), _("Protection"), _("id")))
