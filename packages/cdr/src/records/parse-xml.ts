import { XmlElement as Element, parseXml as parsed, XmlText } from "@rgrove/parse-xml";

/** An element of well-formed XML. `text`: what stands directly in it, CDATA included, without blanks at both ends. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
};

/** The element that the text is; null where it is not well-formed. Declared entities are unknown, so nothing expands. */
export function parseXml(text: string): XmlElement | null {
  try {
    const { root } = parsed(text);
    return root === null ? null : elementOf(root);
  } catch {
    return null; // a record that is not well-formed: the reader sets it aside
  }
}

function elementOf(node: Element): XmlElement {
  const children: XmlElement[] = [];
  let text = "";
  for (const child of node.children) {
    if (child instanceof Element) children.push(elementOf(child));
    else if (child instanceof XmlText) text += child.text;
  }
  return { name: node.name, attributes: node.attributes, children, text: text.trim() };
}

/** The first element at a path of names below this one, or undefined. @example `basicModule/callingNumber`. */
export function elementAt(element: XmlElement, path: string): XmlElement | undefined {
  let here: XmlElement | undefined = element;
  for (const name of path.split("/")) here = here?.children.find((child) => child.name === name);
  return here;
}

/** The text of the first element at a path, or of an attribute, `leg/@id`; `""` where there is none. */
export function textAt(element: XmlElement, path: string): string {
  const at = path.lastIndexOf("@");
  if (at < 0) return elementAt(element, path)?.text ?? "";
  const owner = at === 0 ? element : elementAt(element, path.slice(0, at - 1));
  return owner?.attributes[path.slice(at + 1)] ?? "";
}
