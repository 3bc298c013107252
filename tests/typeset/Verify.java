// Checks PDF files with veraPDF: java -cp ... Verify.java PROFILE,... FILE...
// One line for each file and profile: PASS or FAIL, profile, file, first broken rules.

import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Verify {
  public static void main(String[] arguments) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (int at = 1; at < arguments.length; at++) {
      for (String profile : arguments[0].split(",")) {
        System.out.println(line(profile, arguments[at]));
      }
    }
  }

  static String line(String profile, String file) throws Exception {
    PDFAFlavour flavour = PDFAFlavour.byFlavourId(profile);
    try (InputStream stream = new FileInputStream(file);
        PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      ValidationResult result = validator.validate(parser);
      Set<String> broken = new TreeSet<>();
      for (TestAssertion each : result.getTestAssertions()) {
        if (each.getStatus() == TestAssertion.Status.FAILED) {
          broken.add(each.getRuleId().getClause() + " " + each.getMessage());
        }
      }
      String verdict = result.isCompliant() ? "PASS" : "FAIL";
      return verdict + "\t" + profile + "\t" + file + "\t" + String.join("; ", broken);
    }
  }
}
