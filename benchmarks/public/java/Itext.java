// iText 5: joins Arabic into presentation forms and turns it, in columns that run from right to left.
// java -cp itext5.jar Itext.java BLOCKS.tsv OUT.pdf FACE FALLBACK WIDTH HEIGHT MARGIN SIZE HEADING_SIZE LEADING GAP

import com.itextpdf.text.Document;
import com.itextpdf.text.Element;
import com.itextpdf.text.Font;
import com.itextpdf.text.Paragraph;
import com.itextpdf.text.Phrase;
import com.itextpdf.text.Rectangle;
import com.itextpdf.text.pdf.BaseFont;
import com.itextpdf.text.pdf.ColumnText;
import com.itextpdf.text.pdf.FontSelector;
import com.itextpdf.text.pdf.PdfWriter;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

public class Itext {
    public static void main(String[] given) throws Exception {
        float[] numbers = new float[7];
        for (int at = 0; at < numbers.length; at++) {
            numbers[at] = Float.parseFloat(given[4 + at]);
        }
        float width = numbers[0], height = numbers[1], margin = numbers[2];
        Document document = new Document(new Rectangle(width, height));
        PdfWriter writer = PdfWriter.getInstance(document, new FileOutputStream(given[1]));
        document.open();
        BaseFont[] faces = {
            BaseFont.createFont(given[2], BaseFont.IDENTITY_H, BaseFont.EMBEDDED),
            BaseFont.createFont(given[3], BaseFont.IDENTITY_H, BaseFont.EMBEDDED),
        };
        ColumnText column = new ColumnText(writer.getDirectContent());
        for (String row : Files.readAllLines(Path.of(given[0]))) {
            String[] fields = row.split("\t", 3);
            FontSelector selector = new FontSelector();
            for (BaseFont face : faces) {
                selector.addFont(new Font(face, fields[0].equals("heading") ? numbers[4] : numbers[3]));
            }
            boolean right = fields[1].equals("rtl");
            Phrase phrase = selector.process(fields[2]);
            Paragraph paragraph = new Paragraph(numbers[5]);
            paragraph.addAll((List<Element>) (List<?>) phrase);
            paragraph.setAlignment(Element.ALIGN_LEFT);
            paragraph.setSpacingAfter(numbers[6]);
            column.setRunDirection(right ? PdfWriter.RUN_DIRECTION_RTL : PdfWriter.RUN_DIRECTION_LTR);
            column.addElement(paragraph);
        }
        int status = ColumnText.START_COLUMN;
        while (ColumnText.hasMoreText(status)) {
            column.setSimpleColumn(margin, margin, width - margin, height - margin);
            status = column.go();
            if (ColumnText.hasMoreText(status)) {
                document.newPage();
            }
        }
        document.close();
    }
}
