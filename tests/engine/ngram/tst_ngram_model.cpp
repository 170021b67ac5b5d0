#include "engine/ngram/ngram_model.h"

#include <cmath>

#include "engine/ngram/arpa_writer.h"
#include "engine/ngram/ngram_names.h"
#include "tests/engine/ngram/ngram_test_support.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace vitrine::test;

namespace {

constexpr std::string_view Text = "a b a\na b\nb a b\n"; // see tst_ngram_counts
constexpr double Tolerance = 1e-6; // relative: logarithms are kept in float32

std::shared_ptr<const ngram::NgramModel> modelBy(
    NgramSmoothing smoothing, int order, std::vector<std::uint32_t> cutoffs = {}) {
    return ngram::NgramModel::estimated(
        countsOf(Text, {.order = order, .cutoffs = std::move(cutoffs)}), {.smoothing = smoothing},
        {})
        .value();
}

bool close(double a, double b) {
    return std::abs(a - b) <= Tolerance * std::max(std::abs(a), std::abs(b));
}

} // namespace

class TestNgramModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void derivesEveryProbability_data() {
        QTest::addColumn<NgramSmoothing>("smoothing");
        QTest::addColumn<int>("order");
        QTest::addColumn<bool>("cut");
        using enum NgramSmoothing;
        for (const auto smoothing : {MaximumLikelihood, AddK, GoodTuring, Katz, KneserNey,
                 ModifiedKneserNey, StupidBackoff}) {
            for (int order = 1; order <= 3; ++order) {
                for (const bool cut : {false, true}) {
                    QTest::addRow("%s %d %s", ngram::smoothingName(smoothing).data(), order,
                        cut ? "cut" : "all")
                        << smoothing << order << cut;
                }
            }
        }
    }

    /// The arithmetic of each step gives the probability that the step names, and the first step's
    /// is the model's.
    void derivesEveryProbability() {
        QFETCH(NgramSmoothing, smoothing);
        QFETCH(int, order);
        QFETCH(bool, cut);
        const auto model
            = modelBy(smoothing, order, cut ? std::vector{0U, 1U} : std::vector<std::uint32_t>{});
        for (const auto* context : {"", "a", "b a", "a a", "zz b"}) {
            for (const auto* word : {"a", "b", "</s>", "zz"}) {
                const auto words = model->encode(context);
                const auto why = model->derivation(words, true, word);
                auto node = model->contextOf(words, true);
                const auto score = model->probabilities().score(node, model->words().idOf(word));
                QVERIFY(close(why.probability, std::pow(10, score.log10)));
                QCOMPARE(why.known, QByteArray(word) != "zz");
                QVERIFY(!why.steps.empty());
                for (std::size_t i = 0; i < why.steps.size(); ++i) {
                    const auto& step = why.steps[i];
                    if (i + 1 < why.steps.size()) {
                        QVERIFY(close(step.lower, why.steps[i + 1].probability));
                    }
                    if (!step.found) {
                        QVERIFY(close(step.probability, step.backoff * step.lower));
                    } else {
                        checkArithmetic(smoothing, step, why);
                    }
                }
            }
        }
    }

    void workedExample() {
        // p(b|a) of tst_smoothing: (3 - 1/4) / 4 + 2 · 1/4 / 4 · p(b)
        const auto why
            = modelBy(NgramSmoothing::KneserNey, 2)
                  ->derivation(modelBy(NgramSmoothing::KneserNey, 2)->encode("a"), false, "b");
        QCOMPARE(why.steps.size(), 2U);
        const auto& step = why.steps.front();
        QCOMPARE(step.context, std::vector<std::string>{"a"});
        QCOMPARE(step.evidence->count, 3U);
        QCOMPARE(step.evidence->total, 4U);
        QCOMPARE(step.evidence->kinds, 2U);
        QCOMPARE(step.evidence->discount, 0.25);
        QVERIFY(!step.evidence->continuations);
        QVERIFY(close(step.backoff, 0.125));
        QVERIFY(why.steps.back().evidence->continuations);
        QCOMPARE(why.steps.back().evidence->count, 2U);
        QCOMPARE(why.steps.back().evidence->total, 6U);
    }

    void unknownContextsAreNamed() {
        const auto model = modelBy(NgramSmoothing::Katz, 3);
        const auto why = model->derivation(model->encode("a a"), false, "b");
        QCOMPARE(why.steps.size(), 2U); // "a a" was never seen, "a" was, and "a b" too
        QVERIFY(!why.steps.front().contextKnown);
        QVERIFY(close(why.steps.front().probability, why.steps.back().probability));
    }

    void ofAnArpaFileOnlyThePath() {
        const ScratchFolder folder;
        const auto file = folder.path() / "x.arpa";
        const auto model = modelBy(NgramSmoothing::Katz, 3);
        QVERIFY(ngram::writeArpa(model->probabilities(), file, {}));
        const ngram::NgramModel read(ngram::readArpa(file, {}).value());
        const auto why = read.derivation(read.encode("b a"), false, "b");
        QVERIFY(!why.estimate);
        QVERIFY(!why.steps.front().evidence);
        QVERIFY(close(
            why.probability, model->derivation(model->encode("b a"), false, "b").probability));
    }

    void likeliestWordsFallInProbability() {
        const auto model = modelBy(NgramSmoothing::KneserNey, 2);
        const auto words = model->likeliest(model->contextOf(model->encode("a"), true), 3);
        QCOMPARE(words.size(), 3U);
        QCOMPARE(model->words().word(words[0].word), "b");
        QVERIFY(words[0].probability > words[1].probability
            && words[1].probability > words[2].probability);
        QCOMPARE(model->likeliest({}, 100).size(), 4U); // all but <s>
    }

private:
    static void checkArithmetic(
        NgramSmoothing smoothing, const NgramDerivationStep& step, const NgramDerivation& why) {
        const auto& evidence = *step.evidence;
        const auto count = static_cast<double>(evidence.count);
        const auto total = static_cast<double>(evidence.total);
        switch (smoothing) {
        case NgramSmoothing::KneserNey:
        case NgramSmoothing::ModifiedKneserNey:
            QVERIFY(close(
                step.probability, (count - evidence.discount) / total + step.backoff * step.lower));
            break;
        case NgramSmoothing::AddK: {
            const auto vocabulary = static_cast<double>(why.vocabulary);
            QVERIFY(close(step.probability, (count + 1) / (total + vocabulary)));
            break;
        }
        case NgramSmoothing::GoodTuring:
        case NgramSmoothing::Katz:
            QVERIFY(close(step.probability, count * evidence.discount / total));
            break;
        default:
            if (evidence.count > 0) {
                QVERIFY(close(step.probability, count / total));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestNgramModel)
#include "tst_ngram_model.moc"
