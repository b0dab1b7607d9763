// Ask veraPDF whether PDF files keep to the profiles asked of each, all in one run of the machine.
// Arguments: FILE=PROFILE, the same file as often as it has profiles (PDFUA-1, PDFA-3A).
// For each argument one line: itself, yes or no, how many checks; then one line for each rule broken.

import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
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
    private static final String RULES = "/org/verapdf/pdfa/validation/";
    private static final Map<String, ValidationProfile> PROFILES = new ConcurrentHashMap<>();

    public static void main(String[] asked) {
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        Arrays.stream(asked).parallel().map(Verify::verdict).forEachOrdered(System.out::print);
    }

    private static String verdict(String asked) {
        int at = asked.lastIndexOf('=');
        ValidationProfile rules = PROFILES.computeIfAbsent(asked.substring(at + 1), Verify::profile);
        PDFAFlavour flavour = rules.getPDFAFlavour();
        try (InputStream source = new FileInputStream(asked.substring(0, at));
                PDFAParser parser = Foundries.defaultInstance().createParser(source, flavour)) {
            PDFAValidator judge = ValidatorFactory.createValidator(rules, false);
            ValidationResult said = judge.validateAll(parser).get(0);
            String word = said.isCompliant() ? "yes" : "no";
            return asked + "\t" + word + "\t" + said.getTotalAssertions() + "\n" + broken(said);
        } catch (Exception error) {
            throw new IllegalStateException(asked, error);
        }
    }

    private static ValidationProfile profile(String name) {
        try (InputStream source =
                VeraGreenfieldFoundryProvider.class.getResourceAsStream(RULES + name + ".xml")) {
            return Profiles.profileFromXml(source);
        } catch (Exception error) {
            throw new IllegalStateException(name, error);
        }
    }

    private static String broken(ValidationResult said) {
        Map<String, Integer> rules = new TreeMap<>();
        for (TestAssertion assertion : said.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                rules.merge(rule + " " + assertion.getMessage(), 1, Integer::sum);
            }
        }
        return rules.entrySet().stream()
                .map(rule -> "\t" + rule.getValue() + " x " + rule.getKey() + "\n")
                .collect(Collectors.joining());
    }
}
