// Ask veraPDF whether PDF files conform to a standard, all in one run of the machine.
// The first argument names it as its profile is named: PDFUA-1 or PDFA-3A; the others are files.
// For each file one line: its name, yes or no, how many checks; then one line for each rule broken.

import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Arrays;
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
    private static final Map<String, PDFAFlavour> FLAVOURS =
            Map.of("PDFUA-1", PDFAFlavour.PDFUA_1, "PDFA-3A", PDFAFlavour.PDFA_3_A);

    public static void main(String[] asked) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile rules;
        try (InputStream source = VeraGreenfieldFoundryProvider.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + asked[0] + ".xml")) {
            rules = Profiles.profileFromXml(source);
        }
        for (String file : Arrays.asList(asked).subList(1, asked.length)) {
            report(file, rules, FLAVOURS.get(asked[0]));
        }
    }

    private static void report(String file, ValidationProfile rules, PDFAFlavour flavour) throws Exception {
        try (InputStream source = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(source, flavour)) {
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
