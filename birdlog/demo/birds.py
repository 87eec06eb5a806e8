"""How often and how many: the everyday birds of an invented wetland on the coast near Shanghai.

Nothing here is a measurement. The figures are what makes a plausible year: the chance of meeting the bird on one good
morning at the height of its season, and the usual number then.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["EVERYDAY", "LOOKED_FOR", "Habit"]


@dataclass(frozen=True, slots=True)
class Habit:
    """A bird's chance on a morning of its season, its usual number, and what people note of it.

    ``season`` is a status of the checklist (R, W, S, P together) that stands in for a blank one. ``marks``: h often
    heard only, o often flying over, s told apart by sex, y with young in summer, p in breeding plumage in spring,
    u seldom counted.
    """

    taxon: str
    chance: float
    number: float
    marks: str = ""
    season: str = ""


# taxon, chance in 100, number, marks, season where the checklist says none
_TABLE = """
greater-white-fronted-goose 6 12 o
taiga-bean-goose 10 25 o
mandarin-duck 6 5 s
common-shelduck 14 8
ruddy-shelduck 4 3
smew 5 4 s
common-pochard 22 14 s
tufted-duck 24 12 s
baikal-teal 8 30
garganey 30 8 s
northern-shoveler 45 22 s
falcated-duck 40 18 s
gadwall 48 24
eurasian-wigeon 42 22 s
eastern-spot-billed-duck 92 45 y
mallard 62 28 s
northern-pintail 40 16 s
green-winged-teal 68 60
duck-sp 22 150 u W
common-pheasant 40 2 hs
little-grebe 92 9 yp
great-crested-grebe 40 4 p
asian-koel 45 2 h
common-cuckoo 55 2 h
indian-cuckoo 35 2 h
lesser-coucal 15 1 h
spotted-dove 90 6
oriental-turtle-dove 32 3
red-collared-dove 12 2
feral-pigeon 18 8 o R
common-moorhen 95 14 y
eurasian-coot 66 70
white-breasted-waterhen 48 2 h
brown-crake 16 1 h
watercock 12 1 h
pheasant-tailed-jacana 14 2
brown-cheeked-rail 10 1 h
pied-avocet 30 20
black-winged-stilt 78 18 y
grey-plover 28 9 p
pacific-golden-plover 42 10 p
little-ringed-plover 62 6 y
grey-headed-lapwing 38 5
northern-lapwing 14 6
siberian-sand-plover 46 14 p
greater-sand-plover 34 8 p
kentish-plover 74 24 y
eurasian-whimbrel 48 9 o
far-eastern-curlew 22 3
eurasian-curlew 20 5
bar-tailed-godwit 22 8 p
black-tailed-godwit 48 20 p
asian-dowitcher 8 3
common-snipe 52 4
pin-tailed-snipe 16 2
common-sandpiper 72 4
green-sandpiper 55 2
wood-sandpiper 78 22
marsh-sandpiper 64 14
common-redshank 50 8
spotted-redshank 44 10 p
common-greenshank 68 10
terek-sandpiper 42 8
grey-tailed-tattler 34 5
ruddy-turnstone 24 5 p
great-knot 14 10
sharp-tailed-sandpiper 52 12
curlew-sandpiper 40 12 p
broad-billed-sandpiper 20 4
red-necked-stint 60 30 p
long-toed-stint 48 8
temmincks-stint 22 3
sanderling 12 6
dunlin 58 60 p
ruff 12 2
oriental-pratincole 22 6
shorebird-sp 26 80 u P
little-tern 28 5
gull-billed-tern 36 8
whiskered-tern 72 22 p
white-winged-tern 30 14 p
common-tern 18 5
caspian-tern 16 3
saunderss-gull 20 10
black-headed-gull 48 30
vega-gull 40 8
mongolian-gull 8 3
black-tailed-gull 10 3
gull-sp 14 40 u W
great-cormorant 56 22 o
eurasian-spoonbill 26 8
black-faced-spoonbill 20 4
yellow-bittern 62 4 y
cinnamon-bittern 14 1
eurasian-bittern 8 1
bittern-sp 5 1 u S
little-egret 98 28 p
black-crowned-night-heron 92 22 y
chinese-pond-heron 86 9 p
little-heron 18 1
great-egret 74 9 p
medium-egret 56 7
eastern-cattle-egret 60 12 p
purple-heron 14 1
grey-heron 84 9
osprey 24 1
black-winged-kite 26 1
japanese-sparrowhawk 12 1 o
eurasian-sparrowhawk 16 1 o
chinese-sparrowhawk 8 2 o
eastern-marsh-harrier 40 2 s
hen-harrier 6 1 s
eastern-buzzard 32 1 o
grey-faced-buzzard 10 3 o
crested-honey-buzzard 6 2 o
common-kestrel 42 1 s
peregrine-falcon 18 1
eurasian-hobby 12 1 o
short-eared-owl 4 1
common-hoopoe 14 1
common-kingfisher 62 2 s
pied-kingfisher 16 2
great-spotted-woodpecker 8 1 h
long-tailed-shrike 84 4
brown-shrike 38 2
black-drongo 30 3
black-naped-oriole 10 1 h
azure-winged-magpie 30 7
oriental-magpie 62 4
chinese-penduline-tit 34 14 h
cinereous-tit 52 3 h
oriental-skylark 18 2 h
eurasian-skylark 12 6
plain-prinia 78 6 hy
zitting-cisticola 52 4 h
oriental-reed-warbler 82 14 hy
black-browed-reed-warbler 26 3 h
marsh-grassbird 8 1 h
barn-swallow 90 24 oy
eastern-red-rumped-swallow 26 5 o
sand-martin 16 8 o
black-throated-bushtit 16 9
manchurian-bush-warbler 26 1 h
brown-flanked-bush-warbler 24 1 h
yellow-browed-warbler 54 3 h
pallass-leaf-warbler 26 2 h
dusky-warbler 20 1 h
arctic-warbler 16 2
leaf-warbler-sp 24 2 u P
light-vented-bulbul 98 20 h
reed-parrotbill 88 14 h
vinous-throated-parrotbill 76 20 h
swinhoes-white-eye 34 6 h R
masked-laughingthrush 40 4 h
red-billed-starling 58 18
white-cheeked-starling 34 20 o
crested-myna 72 8
black-collared-starling 16 2
chinese-blackbird 88 7
dusky-thrush 40 5
naumanns-thrush 18 3
pale-thrush 26 2 h
grey-backed-thrush 20 2
whites-thrush 10 1
oriental-magpie-robin 22 1 h
asian-brown-flycatcher 30 2
grey-streaked-flycatcher 32 3
taiga-flycatcher 16 1
yellow-rumped-flycatcher 18 1 s
mugimaki-flycatcher 12 1 s
blue-and-white-flycatcher 10 1 s
siberian-rubythroat 10 1 h
red-flanked-bluetail 38 2 s
daurian-redstart 50 2 s
siberian-stonechat 42 3 s
eurasian-tree-sparrow 98 40
scaly-breasted-munia 30 8
white-rumped-munia 22 7
white-wagtail 66 5
grey-wagtail 22 1
eastern-yellow-wagtail 48 10
richards-pipit 28 3 o
olive-backed-pipit 36 6
siberian-pipit 44 9
red-throated-pipit 16 4
brambling 22 14 o
chinese-grosbeak 24 6
oriental-greenfinch 22 6
little-bunting 42 7
black-faced-bunting 72 9
yellow-throated-bunting 24 3 s
pallass-reed-bunting 48 10
common-reed-bunting 10 2
chestnut-eared-bunting 14 2
rustic-bunting 14 4
"""


def _read(line: str) -> Habit:
    taxon, chance, number, *rest = line.split()
    # The third word is marks in small letters, or already the season in capitals.
    marks = next((word for word in rest if word.islower()), "")
    season = next((word for word in rest if word.isupper()), "")
    return Habit(taxon, int(chance) / 100.0, float(number), marks, season)


#: The birds of most mornings, in taxonomic order.
EVERYDAY = tuple(_read(line) for line in _TABLE.strip().splitlines())

#: What a counter here looks for by name, and writes down as not there.
LOOKED_FOR = ("reed-parrotbill", "black-faced-spoonbill", "saunderss-gull")
