/** XML without the parts of it that reach beyond the document: read strictly, and written. */
export { readXml, type XmlElement, type XmlFault, XmlRefused } from './read-xml.ts'
export { element, writeXml, type XmlNode } from './write-xml.ts'
