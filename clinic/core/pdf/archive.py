"""One file that is PDF/A-3a, for the archive, and PDF/UA-1, for everybody to read.

WeasyPrint writes one claim into the metadata, that of PDF/A. ISO 14289-1, clause 5, asks for a
second one; ISO 19005-3, clause 6.6.2.3, lets a file hold a property that PDF/A does not know only
with a description of it beside it. Both are put in before the file is written; and a file inside,
which WeasyPrint lists twice, is listed once.
"""

from __future__ import annotations

from typing import Any

import pydyf

from clinic.core.pdf import tags

_END = b"</rdf:RDF>"
_CLAIM = b"""
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def finish(document: Any, pdf: Any) -> None:
    """Complete the tags and claim both standards; given to WeasyPrint as its finisher."""
    tags.finish(document, pdf)
    known = (each for each in pdf.objects if getattr(each, "extra", {}).get("Type") == "/Metadata")
    metadata = next(known)
    metadata.stream = [part.replace(_END, _CLAIM + _END) for part in metadata.stream]
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
