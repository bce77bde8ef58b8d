// jsPDF: joins and turns Arabic by itself, into presentation forms in the order of painting.
import { readFileSync, writeFileSync } from "node:fs";
import { jsPDF } from "jspdf";

const [page, out] = process.argv.slice(2);
const { blocks, face, width, height, margin, size, headingSize, leading, gap } = JSON.parse(readFileSync(page, "utf8"));
const document = new jsPDF({ unit: "pt", format: [width, height] });
document.addFileToVFS("face.ttf", readFileSync(face).toString("base64"));
document.addFont("face.ttf", "face", "normal");
document.setFont("face");
let y = margin;
for (const block of blocks) {
  document.setFontSize(block.heading ? headingSize : size);
  for (const line of document.splitTextToSize(block.text, width - 2 * margin)) {
    if (y + leading > height - margin) {
      document.addPage();
      y = margin;
    }
    y += leading;
    document.text(line, width - margin, y, { align: "right", isInputRtl: true, isOutputRtl: false, isInputVisual: false, isOutputVisual: true });
  }
  y += gap;
}
writeFileSync(out, Buffer.from(document.output("arraybuffer")));
