#include <QtTest>

#include <cmath>
#include <numeric>

#include "engine/api/text_inspector.h"
#include "engine/api/text_model.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

/// Sums over every part of a model against one product, in float32.
constexpr double SumTolerance = 1e-3;
/// The same distribution by two ways.
constexpr double ProbabilityTolerance = 1e-5;

const fs::path Model = fs::path(VITRINE_SOURCE_DIR) / "resources/models/stories-en";

std::shared_ptr<const api::TextModel> load(DType dtype = DType::Float32) {
    LoadOptions options;
    options.device = DeviceChoice::Cpu;
    options.dtype = dtype;
    return api::TextModel::load(Model, options).value();
}

} // namespace

class TestTextInspector : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void needsARun();
    void refusesWhatIsOutside();
    void stops();
    void summarizesEveryHead();
    void derivationsEndInTheMap();
    void untouchedOutputDoesNotChange();
    void ablationChangesTheOutput();
    void lensEndsInTheModelsOwnOutput();
    void lensKnowsWhatMasksHide();
    void forgetsItsRun();
    void contributionsSumToTheLogit_data();
    void contributionsSumToTheLogit();
    void findsTheLinesThatExciteANeuron();
    void knowsItsPositions();

private:
    std::vector<TokenId> ids(const char* text) const {
        return m_model->tokenizer().encode(text, /*addSpecialTokens=*/true).value();
    }

    std::shared_ptr<const api::TextModel> m_model;
};

void TestTextInspector::initTestCase() {
    m_model = load();
}

void TestTextInspector::needsARun() {
    const auto inspector = m_model->newInspector();
    QCOMPARE(inspector->attention({0, 0}).error().code, ErrorCode::PromptEmpty);
    QCOMPARE(inspector->run({}).error().code, ErrorCode::PromptEmpty);
    const std::vector<TokenId> tooLong(257, 1);
    QCOMPARE(inspector->run(tooLong).error().code, ErrorCode::PromptTooLong);
}

void TestTextInspector::refusesWhatIsOutside() {
    const auto inspector = m_model->newInspector();
    const auto text = ids("The old house");
    const auto last = static_cast<int>(text.size());
    QVERIFY(inspector->run(text).has_value());
    QCOMPARE(inspector->attention({5, 0}).error().code, ErrorCode::OptionInvalid);
    QCOMPARE(inspector->attention({0, 4}).error().subject, "head");
    QCOMPARE(inspector->derive({0, 0}, last, 0).error().subject, "position");
    QCOMPARE(inspector->walk(6, 0).error().subject, "layer");
    QCOMPARE(inspector->logitLens(0, last + 1).error().subject, "count");
    QCOMPARE(inspector->contributions(0, -1).error().code, ErrorCode::TokenUnknown);

    Interventions outside;
    outside.patches = {{.layer = 0, .position = last, .sourceIds = {}, .sourcePosition = 0}};
    QCOMPARE(inspector->run(text, {}, outside).error().code, ErrorCode::OptionInvalid);
    QVERIFY(inspector->attention({0, 0}).has_value()); // the last run is still there
    const std::vector segments{0, 1};
    QCOMPARE(inspector->run(text, segments).error().subject, "segments");
}

void TestTextInspector::stops() {
    const auto inspector = m_model->newInspector();
    std::stop_source source;
    source.request_stop();
    const auto text = ids("The old house");
    QCOMPARE(inspector->run(text, {}, {}, source.get_token()).error().code, ErrorCode::Interrupted);
    QVERIFY(inspector->run(text).has_value());
    QCOMPARE(inspector->rollout(4, source.get_token()).error().code, ErrorCode::Interrupted);
    QCOMPARE(inspector
                 ->summaries(
                     8, [](const HeadSummary&) {}, source.get_token())
                 .error()
                 .code,
        ErrorCode::Interrupted);
}

void TestTextInspector::summarizesEveryHead() {
    const auto inspector = m_model->newInspector();
    QVERIFY(inspector->run(ids("The captain said that the captain was there.")).has_value());
    std::vector<HeadSummary> heads;
    QVERIFY(inspector->summaries(8, [&](const HeadSummary& head) { heads.push_back(head); }));
    QCOMPARE(heads.size(), 20U);
    QCOMPARE(heads.back().index, (HeadIndex{4, 3}));
    for (const auto& head : heads) {
        QCOMPARE(head.largest.size(), 64U);
        QVERIFY(head.statistics.entropy >= 0);
        QVERIFY(head.statistics.duplicateToken.has_value()); // "the captain" comes twice
        QVERIFY(head.statistics.firstToken >= 0 && head.statistics.firstToken <= 1);
    }
}

void TestTextInspector::derivationsEndInTheMap() {
    const auto inspector = m_model->newInspector();
    QVERIFY(inspector->run(ids("She looked at him and said nothing.")).has_value());
    const auto map = inspector->attention({2, 1}).value();
    const auto cell = inspector->derive({2, 1}, 5, 3).value();
    QVERIFY(std::abs(cell.weight - static_cast<double>(map.at(5, 3))) < ProbabilityTolerance);
    QCOMPARE(cell.rowWeights.size(), static_cast<std::size_t>(map.keys));
    QVERIFY(!cell.rowVisible.back()); // the future
    QCOMPARE(cell.concat.size(), 256U);
    // The head's own output stands in its place of concat.
    for (std::size_t i = 0; i < 64; ++i) {
        QVERIFY(std::abs(cell.concat[64 + i] - cell.headOutput[i]) < ProbabilityTolerance);
    }
    const auto walk = inspector->walk(2, 5).value();
    const auto output = std::ranges::find(walk.steps, Site::AttentionOutput, &SiteValue::site);
    for (std::size_t i = 0; i < cell.output.size(); ++i) {
        QVERIFY(std::abs(cell.output[i] - output->values[i]) < SumTolerance);
    }
}

void TestTextInspector::untouchedOutputDoesNotChange() {
    const auto inspector = m_model->newInspector();
    const auto text = ids("Tom said that he was");
    QVERIFY(inspector->run(text).has_value());
    const auto change = inspector->change(2).value();
    QCOMPARE(change.divergence, std::vector<double>(text.size(), 0.0));
    QCOMPARE(change.candidates.size(), 10U);
    for (std::size_t i = 0; i < change.candidates.size(); ++i) {
        const auto& candidate = change.candidates[i];
        QVERIFY(std::abs(candidate.before.probability - candidate.probabilityAfter)
            < ProbabilityTolerance);
        QCOMPARE(candidate.rankAfter, static_cast<int>(i) + 1);
        QVERIFY(!candidate.before.bytes.empty());
    }
}

void TestTextInspector::ablationChangesTheOutput() {
    const auto inspector = m_model->newInspector();
    const auto text = ids("Tom said that he was");
    const auto last = static_cast<int>(text.size()) - 1;
    Interventions interventions;
    interventions.heads = {{{0, 0}, HeadAblation::Kind::Zero}};
    QVERIFY(inspector->run(text, {}, interventions).has_value());
    const auto change = inspector->change(last, /*top=*/4096).value();
    double before = 0;
    double after = 0;
    double divergence = 0;
    for (const auto& candidate : change.candidates) {
        before += candidate.before.probability;
        after += candidate.probabilityAfter;
        divergence += candidate.before.probability
            * std::log2(candidate.before.probability / candidate.probabilityAfter);
    }
    QVERIFY(std::abs(before - 1) < SumTolerance);
    QVERIFY(std::abs(after - 1) < SumTolerance);
    QVERIFY(change.divergence.back() > 0);
    QVERIFY(std::abs(divergence - change.divergence.back()) < SumTolerance);
}

void TestTextInspector::lensEndsInTheModelsOwnOutput() {
    const auto inspector = m_model->newInspector();
    const auto text = ids("It was a dark night");
    QVERIFY(inspector->run(text).has_value());
    const auto lens = inspector->logitLens(1, 3, /*top=*/2).value();
    QCOMPARE(lens.depths, 6);
    QCOMPARE(lens.cells.size(), 18U);
    const auto scores = m_model->newSession()->score(text).value();
    for (int position = 1; position < 4; ++position) {
        const auto next = static_cast<std::size_t>(position) + 1;
        const auto& cell = lens.at(5, position);
        QCOMPARE(*lens.targets[static_cast<std::size_t>(position) - 1], text[next]);
        QVERIFY(std::abs(std::log(cell.targetProbability) - scores[next].logProbability)
            < SumTolerance);
        QCOMPARE(cell.targetRank, scores[next].rank);
        QVERIFY(cell.top[0].probability >= cell.top[1].probability);
    }
}

void TestTextInspector::lensKnowsWhatMasksHide() {
    const auto inspector = m_model->newInspector();
    const auto written = ids("It was a dark night");
    auto hidden = written;
    hidden[3] = hidden[0]; // stands for a mask
    QVERIFY(inspector->run(hidden).has_value());
    QCOMPARE(*inspector->logitLens(2, 1, 1).value().targets.front(), hidden[3]);
    QCOMPARE(*inspector->logitLens(2, 1, 1, written).value().targets.front(), written[3]);
    const auto fewer = std::span(written).first(2);
    QCOMPARE(inspector->logitLens(0, 1, 1, fewer).error().subject, "written");
}

void TestTextInspector::forgetsItsRun() {
    const auto inspector = m_model->newInspector();
    QCOMPARE(inspector->bytes(), 0);
    const auto text = ids("It was a dark night");
    QVERIFY(inspector->run(text).has_value());
    const auto& info = m_model->info();
    // Queries, keys and values of each layer, and the stream before, between and after them.
    const auto vectors = 3 * info.layers + info.layers + 1;
    QCOMPARE(inspector->bytes(),
        static_cast<std::int64_t>(text.size()) * vectors * info.modelWidth
            * static_cast<std::int64_t>(sizeof(float)));
    inspector->forget();
    QCOMPARE(inspector->bytes(), 0);
    QCOMPARE(inspector->attention({0, 0}).error().code, ErrorCode::PromptEmpty);
    QVERIFY(inspector->run(text).has_value()); // the same text is computed again
    QVERIFY(inspector->attention({0, 0}).has_value());
}

void TestTextInspector::contributionsSumToTheLogit_data() {
    QTest::addColumn<int>("dtype");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("float32") << static_cast<int>(DType::Float32) << SumTolerance;
    // Products of many rows round their input to 8 bits of mantissa; the logits are about 10.
    QTest::newRow("bfloat16") << static_cast<int>(DType::BFloat16) << 0.1;
}

void TestTextInspector::contributionsSumToTheLogit() {
    QFETCH(int, dtype);
    QFETCH(double, tolerance);
    const auto model = load(static_cast<DType>(dtype));
    const auto inspector = model->newInspector();
    const auto text = ids("Once upon a time there was");
    QVERIFY(inspector->run(text).has_value());
    const auto last = static_cast<int>(text.size()) - 1;
    const auto best = inspector->logitLens(last, 1, 1).value().at(5, last).top.front();
    const auto sum = inspector->contributions(last, best.id).value();
    double total = sum.tokenEmbedding + sum.positionEmbedding + sum.constant;
    for (const auto& layer : sum.layers) {
        total += layer.attentionBias + layer.feedForward
            + std::accumulate(layer.heads.begin(), layer.heads.end(), 0.0);
    }
    QVERIFY(std::abs(sum.logit - static_cast<double>(best.logit)) < tolerance);
    QVERIFY(std::abs(total - sum.logit) < tolerance);
}

void TestTextInspector::findsTheLinesThatExciteANeuron() {
    const test::ScratchFolder folder;
    const QByteArrayList lines{"The ship was at sea.", "", "She was his sister.", "A whale!"};
    const auto file = folder.write("lines.txt", lines.join('\n').toStdString());
    const auto inspector = m_model->newInspector();
    const auto examples = inspector->neuronExamples(file, 3, 100, /*count=*/2).value();
    QCOMPARE(examples.size(), 2U);
    // By hand: the strongest activation of each line.
    std::vector<float> peaks;
    for (const auto& line : lines) {
        if (!line.isEmpty()) {
            QVERIFY(inspector->run(ids(line.constData())).has_value());
            const auto all = inspector->neurons(3).value();
            float peak = -INFINITY;
            for (int position = 0; position < all.positions; ++position) {
                peak = std::max(peak, all.at(position, 100));
            }
            peaks.push_back(peak);
        }
    }
    std::ranges::sort(peaks, std::greater());
    for (std::size_t i = 0; i < examples.size(); ++i) {
        const auto& example = examples[i];
        QVERIFY(std::abs(example.activations[static_cast<std::size_t>(example.peak)] - peaks[i])
            < ProbabilityTolerance);
        QCOMPARE(example.tokens.size(), example.activations.size());
    }
    QCOMPARE(inspector->neuronExamples(folder.path() / "none", 3, 100, 2).error().code,
        ErrorCode::FileMissing);
}

void TestTextInspector::knowsItsPositions() {
    const auto inspector = m_model->newInspector();
    const auto learned = inspector->positionEncoding(16, /*learned=*/true).value();
    QCOMPARE(learned.width, 256);
    QCOMPARE(learned.similarity.size(), 256U);
    const auto sines = inspector->positionEncoding(16, /*learned=*/false).value();
    QVERIFY(std::abs(sines.vectors[256] - std::sin(1.0F)) < ProbabilityTolerance);
    QCOMPARE(inspector->positionEncoding(257, true).error().code, ErrorCode::OptionInvalid);
}

QTEST_GUILESS_MAIN(TestTextInspector)
#include "tst_text_inspector.moc"
