"""The structure that data are read by, as SDMX-ML 3.0: lists of codes, concepts, data structure, dataflow.

https://github.com/sdmx-twg/sdmx-ml (SDMX 3.0, structure message).
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from analysis.exports.harmless_texts import plain_label
from analysis.exports.open_data.data_set import DataSet
from analysis.exports.open_data.sdmx.code_ids import plain_id
from analysis.exports.open_data.sdmx.components import TIME, Component
from analysis.exports.open_data.written_bytes import said_in, said_in_both, xml_text
from analysis.questionnaire import Label

AGENCY, VERSION = "ASSOSCOPE", "1.0.0"
CONCEPTS = "CS_INDICATORS"
PARTS = {"mes": "message", "str": "structure", "com": "common"}
SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0"
URN = "urn:sdmx:org.sdmx.infomodel"
ORIGINAL = "ORIGINAL_CODE"
"""The annotation of a code that says how the released tables write it."""
NO_DAY = "1980-01-01"
"""The day of a message where the survey has none: the same release gives the same bytes."""


def flow_id(data_set: DataSet) -> str:
    """What the edition's data are called: FRANCE_BENEVOLE_2024."""
    return f"DF_{plain_id(data_set.name).upper().replace('-', '_')}"


def reference(data_set: DataSet) -> str:
    """The edition's data with who keeps them and their version, as each row names them."""
    return f"{AGENCY}:{flow_id(data_set)}({VERSION})"


def structure_message(data_set: DataSet, found: Sequence[Component]) -> bytes:
    """The structure of the data that have these components."""
    names = {f"xmlns:{prefix}": f"{SCHEMAS}/{part}" for prefix, part in PARTS.items()}
    root = Element("mes:Structure", names)
    _add_header(root, data_set)
    structures = SubElement(root, "mes:Structures")
    _add_flow(SubElement(structures, "str:Dataflows"), data_set)
    lists = SubElement(structures, "str:Codelists")
    for each in found:
        if each.is_coded:
            _add_codes(lists, each)
    _add_concepts(SubElement(structures, "str:ConceptSchemes"), found)
    _add_data_structure(SubElement(structures, "str:DataStructures"), data_set, found)
    return xml_text(root)


def _add_header(root: Element, data_set: DataSet) -> None:
    header, day = SubElement(root, "mes:Header"), data_set.edition.end
    said_in(header, "mes:ID", flow_id(data_set))
    said_in(header, "mes:Test", "true" if data_set.edition.simulated else "false")
    said_in(header, "mes:Prepared", f"{day.isoformat() if day else NO_DAY}T00:00:00Z")
    SubElement(header, "mes:Sender", {"id": AGENCY})


def _kept(parent: Element, tag: str, name: str, label: Label) -> Element:
    """A new artefact of the agency, with its name."""
    element = SubElement(parent, tag, {"id": name, "agencyID": AGENCY, "version": VERSION})
    _add_name(element, label, name)
    return element


def _add_name(element: Element, label: Label, otherwise: str) -> None:
    said = label if any(plain_label(label).values()) else Label(otherwise, otherwise)
    said_in_both(element, "com:Name", said)


def _add_flow(parent: Element, data_set: DataSet) -> None:
    flow = SubElement(
        parent, "str:Dataflow", {"id": flow_id(data_set), "agencyID": AGENCY, "version": VERSION}
    )
    _add_licence(flow, data_set)
    _add_name(flow, data_set.title, data_set.name)
    said_in_both(flow, "com:Description", data_set.description)
    said_in(flow, "str:Structure", f"{URN}.datastructure.DataStructure={AGENCY}:{_structure_id(data_set)}")


def _add_licence(flow: Element, data_set: DataSet) -> None:
    """Who made the data, where they stand, and what may be done with them."""
    made, said, licence = data_set.noted("producer"), data_set.noted("licence"), data_set.licence
    told = [
        ("PRODUCER", plain_label(made)["fr"] if made else "", ""),
        ("LICENCE", licence.title if licence else plain_label(said)["fr"] if said else "", ""),
        ("LICENCE_URL", "", licence.url if licence else ""),
        ("URL", "", data_set.url or ""),
    ]
    known = [each for each in told if each[1] or each[2]]
    annotations = SubElement(flow, "com:Annotations") if known else flow
    for kind, title, address in known:
        annotation = SubElement(annotations, "com:Annotation", {"id": kind})
        if title:
            said_in(annotation, "com:AnnotationTitle", title)
        said_in(annotation, "com:AnnotationType", kind)
        if address:
            said_in(annotation, "com:AnnotationURL", address)


def _structure_id(data_set: DataSet) -> str:
    return f"DSD_{flow_id(data_set).removeprefix('DF_')}({VERSION})"


def _add_codes(parent: Element, component: Component) -> None:
    listed = _kept(parent, "str:Codelist", f"CL_{component.id}", component.name)
    for each in component.codes:
        code = SubElement(listed, "str:Code", {"id": each.id})
        if each.code and each.code != each.id:
            annotations = SubElement(code, "com:Annotations")
            annotation = SubElement(annotations, "com:Annotation", {"id": ORIGINAL})
            said_in(annotation, "com:AnnotationTitle", each.code)
            said_in(annotation, "com:AnnotationType", ORIGINAL)
        _add_name(code, each.label, each.code or each.id)


def _add_concepts(parent: Element, found: Sequence[Component]) -> None:
    scheme = _kept(parent, "str:ConceptScheme", CONCEPTS, Label("Concepts", "Concepts"))
    for each in found:
        _add_name(SubElement(scheme, "str:Concept", {"id": each.id}), each.name, each.id)


def _add_data_structure(parent: Element, data_set: DataSet, found: Sequence[Component]) -> None:
    name = _structure_id(data_set).partition("(")[0]
    structure = _kept(parent, "str:DataStructure", name, data_set.title)
    inside = SubElement(structure, "str:DataStructureComponents")
    dimensions = SubElement(inside, "str:DimensionList", {"id": "DimensionDescriptor"})
    attributes = SubElement(inside, "str:AttributeList", {"id": "AttributeDescriptor"})
    measures = SubElement(inside, "str:MeasureList", {"id": "MeasureDescriptor"})
    for place, each in enumerate((each for each in found if each.role in ("dimension", "time")), 1):
        is_time = each.role == "time"
        numbered = {} if is_time else {"position": str(place)}
        tag = "str:TimeDimension" if is_time else "str:Dimension"
        _add_representation(SubElement(dimensions, tag, {"id": each.id, **numbered}), each)
    for each in found:
        if each.role == "measure":
            _add_representation(SubElement(measures, "str:Measure", {"id": each.id}), each)
        elif each.role == "attribute":
            attribute = SubElement(attributes, "str:Attribute", {"id": each.id, "usage": "optional"})
            _add_representation(attribute, each)
            SubElement(SubElement(attribute, "str:AttributeRelationship"), "str:Observation")


def _add_representation(element: Element, component: Component) -> None:
    concept = f"{URN}.conceptscheme.Concept={AGENCY}:{CONCEPTS}({VERSION}).{component.id}"
    said_in(element, "str:ConceptIdentity", concept)
    form = SubElement(element, "str:LocalRepresentation")
    if component.is_coded:
        listed = f"{URN}.codelist.Codelist={AGENCY}:CL_{component.id}({VERSION})"
        said_in(form, "str:Enumeration", listed)
    else:
        of_time = "ObservationalTimePeriod" if component.id == TIME else component.text_type
        SubElement(form, "str:TextFormat", {"textType": of_time})
