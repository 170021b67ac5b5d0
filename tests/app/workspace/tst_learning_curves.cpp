#include <QTest>

#include <cmath>

#include "app/workspace/learning_curves.h"
#include "app/workspace/model_measure.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

constexpr double rounding = 1e-5; // relative: logarithms are kept in float32

/// Sentences with some order in them: "word (i mod 7) follows word (i mod 5)".
std::vector<std::string> sentences() {
    std::vector<std::string> lines;
    for (int i = 0; i < 400; ++i) {
        lines.push_back("the w" + std::to_string(i % 7) + " sees w" + std::to_string(i % 5)
            + " and w" + std::to_string(i * i % 11) + " there");
    }
    return lines;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) {
        text += line + "\n\n"; // empty lines say nothing
    }
    return text;
}

} // namespace

class TestLearningCurves : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLastPointIsOfAllThatIsNotHeldOut() {
        std::vector<std::string> learned;
        std::vector<std::string> heldOut;
        const auto lines = sentences();
        for (std::size_t i = 0; i < lines.size(); ++i) {
            (i % 10 == 9 ? heldOut : learned).push_back(lines[i]);
        }
        const auto curves = learningCurves({joined(lines), {}}, NgramUnit::Word, {}).value();
        QCOMPARE(curves.tokens.size(), 7U);
        QCOMPARE(curves.tokens.back(), static_cast<std::int64_t>(learned.size()) * 8);
        QCOMPARE(curves.heldOut, static_cast<std::int64_t>(heldOut.size()) * 8);
        QCOMPARE(curves.done, 1.0);

        const test::ScratchFolder folder;
        const auto file = folder.write("held-out", joined(heldOut));
        const auto counts
            = countText({joined(learned), {}}, {.order = 5, .unit = NgramUnit::Word}, {}).value();
        std::vector<ComparedModel> models;
        for (const auto& curve : curves.curves) {
            models.push_back({{},
                ngram::NgramModel::estimated(
                    counts, {.smoothing = curve.smoothing, .order = curve.order}, {})
                    .value(),
                {}});
        }
        const auto measured = measureFile(models, nullptr, file, {}).value();
        for (std::size_t i = 0; i < models.size(); ++i) {
            const double expected = measured.models[i].perplexity();
            QVERIFY(std::abs(curves.curves[i].perplexities.back() / expected - 1) < rounding);
        }
    }

    void unknownWordsCostWhatTheirNumberMakesThem() {
        // One learned line in 64 knows none of the other lines' words: what it has for <unk> is
        // parted among them, so that a small text is no better for being ignorant.
        std::string text;
        for (int i = 0; i < 200; ++i) {
            text += "w" + std::to_string(i) + "\n";
        }
        const auto curves = learningCurves({text, {}}, NgramUnit::Word, {}).value();
        const auto& unigram = curves.curves.front().perplexities;
        // Uniform over the 180 learned words, <unk> and </s>, but for the one that is frequent.
        QVERIFY(unigram.front() > std::sqrt(180.0) / 2);
    }

    void moreTextIsBetter() {
        const test::ScratchFolder folder;
        const auto file = folder.write("text", joined(sentences()));
        std::size_t calls = 0;
        const auto curves
            = learningCurves({{}, file}, NgramUnit::Word, {}, [&](const LearningCurves& soFar) {
                  QCOMPARE(soFar.tokens.size(), ++calls);
              }).value();
        QCOMPARE(calls, 7U);
        for (const auto& curve : curves.curves) {
            QVERIFY(curve.perplexities.back() < curve.perplexities.front());
        }
    }

    void aStopLeavesThePointsSoFar() {
        std::stop_source stop;
        const auto curves = learningCurves({joined(sentences()), {}}, NgramUnit::Word,
            stop.get_token(), [&](const LearningCurves&) { stop.request_stop(); });
        QCOMPARE(curves->tokens.size(), 1U);
        const auto none
            = learningCurves({joined(sentences()), {}}, NgramUnit::Word, stop.get_token());
        QCOMPARE(none.error().code, ErrorCode::Interrupted);
    }

    void tooFewLines() {
        QCOMPARE(learningCurves({"a\nb\n", {}}, NgramUnit::Word, {}).error().code,
            ErrorCode::DatasetTooSmall);
    }
};

QTEST_GUILESS_MAIN(TestLearningCurves)
#include "tst_learning_curves.moc"
