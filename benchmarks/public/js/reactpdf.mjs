// react-pdf: fontkit shapes, bidi-js orders.
import { readFileSync } from "node:fs";
import React from "react";
import { Document, Font, Page, Text, renderToFile } from "@react-pdf/renderer";

const [page, out] = process.argv.slice(2);
const { blocks, face, fallback, width, height, margin, size, headingSize, leading, gap } = JSON.parse(readFileSync(page, "utf8"));
Font.register({ family: "face", src: face });
Font.register({ family: "fallback", src: fallback });
Font.registerHyphenationCallback((word) => [word]);
const rows = blocks.map((block, key) => {
  const fontSize = block.heading ? headingSize : size;
  const right = block.direction === "rtl";
  const style = { fontFamily: ["face", "fallback"], fontSize, direction: block.direction, textAlign: right ? "right" : "left", lineHeight: leading / fontSize, marginBottom: gap };
  return React.createElement(Text, { key, style }, block.text);
});
const sheet = React.createElement(Page, { size: [width, height], style: { padding: margin } }, rows);
await renderToFile(React.createElement(Document, {}, sheet), out);
