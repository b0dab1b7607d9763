// Ask veraPDF whether PDF files conform to PDF/UA-1, all in one run of the machine.
// For each file one line: its name, yes or no, how many checks; then one line for each rule broken.

import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;

public class Verify {
    private static final String PROFILE = "/org/verapdf/pdfa/validation/PDFUA-1.xml";

    public static void main(String[] files) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile rules;
        try (InputStream source = VeraGreenfieldFoundryProvider.class.getResourceAsStream(PROFILE)) {
            rules = Profiles.profileFromXml(source);
        }
        for (String file : files) {
            report(file, rules);
        }
    }

    private static void report(String file, ValidationProfile rules) throws Exception {
        try (InputStream source = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(source, PDFAFlavour.PDFUA_1)) {
            PDFAValidator judge = ValidatorFactory.createValidator(rules, false);
            ValidationResult verdict = judge.validateAll(parser).get(0);
            String word = verdict.isCompliant() ? "yes" : "no";
            System.out.println(file + "\t" + word + "\t" + verdict.getTotalAssertions());
            Map<String, Integer> broken = new TreeMap<>();
            for (TestAssertion assertion : verdict.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    broken.merge(rule + " " + assertion.getMessage(), 1, Integer::sum);
                }
            }
            broken.forEach((rule, times) -> System.out.println("\t" + times + " x " + rule));
        }
    }
}
