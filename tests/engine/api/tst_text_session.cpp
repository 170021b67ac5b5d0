#include <cmath>
#include <set>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "engine/api/text_model.h"
#include "tests/support/case_folders.h"

using namespace Qt::StringLiterals;
using namespace vitrine;
namespace fs = std::filesystem;

namespace {

/// float32 sums in another order, over up to 24 tokens.
constexpr double ScoreTolerance = 1e-3;
/// The cached and the fresh way differ in the shapes of their products only.
constexpr double CacheTolerance = 1e-4;
/// 8 bits of weight: half a step of 1/127 in each of them; these models are tiny and their
/// weights large, so this is a check of sanity rather than of quality.
constexpr double Int8Tolerance = 0.15;
constexpr double BFloat16Tolerance = 0.05;

const fs::path Cases = fs::path(VITRINE_TEST_SOURCE_DIR) / "cases/generation";

std::shared_ptr<const api::TextModel> load(
    const std::string& name = "tied", DType dtype = DType::Float32) {
    LoadOptions options;
    options.device = DeviceChoice::Cpu;
    options.dtype = dtype;
    options.threads = 2;
    return api::TextModel::load(Cases / name, options).value();
}

QJsonObject expectedOf(const std::string& name) {
    QFile file(QString::fromStdString((Cases / name / "expected.json").string()));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

std::vector<TokenId> idsOf(const QJsonValue& array) {
    std::vector<TokenId> ids;
    for (const auto& id : array.toArray()) {
        ids.push_back(id.toInt());
    }
    return ids;
}

GenerationOptions optionsOf(const QJsonObject& run, int newTokens) {
    const auto given = run["options"_L1].toObject();
    GenerationOptions options;
    options.maxNewTokens = newTokens;
    options.beams = given["num_beams"_L1].toInt(1);
    options.strategy = options.beams > 1 ? DecodingStrategy::Beam : DecodingStrategy::Greedy;
    options.lengthPenalty = given["length_penalty"_L1].toDouble(1);
    options.repetitionPenalty = given["repetition_penalty"_L1].toDouble(1);
    return options;
}

std::vector<TokenId> prompt(const api::TextModel& model, const char* text) {
    return model.tokenizer().encode(text, /*addSpecialTokens=*/true).value();
}

GenerationOptions sampling(std::uint64_t seed) {
    GenerationOptions options;
    options.strategy = DecodingStrategy::Sample;
    options.maxNewTokens = 12;
    options.stopAtEndOfText = false;
    options.seed = seed;
    return options;
}

double largestDifference(const NextTokenDistribution& a, const NextTokenDistribution& b) {
    double largest = 0;
    for (const auto& candidate : a.candidates) {
        const auto same = std::ranges::find(b.candidates, candidate.id, &TokenProbability::id);
        const double other = same == b.candidates.end() ? 0 : same->probability;
        largest = std::max(largest, std::abs(candidate.probability - other));
    }
    return largest;
}

NextTokenDistribution wholeDistribution(
    const api::TextModel& model, const std::vector<TokenId>& ids) {
    GenerationOptions all;
    all.candidates = model.info().vocabularySize;
    return model.newSession()->nextToken(ids, all).value();
}

} // namespace

class TestTextSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTransformers_data();
    void agreesWithTransformers();
    void keepsTheWholeBeamTree();
    void cacheGivesWhatAFreshSessionGives();
    void scoresEveryToken();
    void scoresAfterEditing();
    void repeatsWithASeed();
    void streamsWhatItReturns();
    void stopsAtAStopString();
    void stopsWhenTheContextIsFull();
    void stopsWithinOneToken();
    void refusesBadInput_data();
    void refusesBadInput();
    void compressedWeightsComeClose_data();
    void compressedWeightsComeClose();
};

void TestTextSession::agreesWithTransformers_data() {
    QTest::addColumn<std::string>("name");
    QTest::addColumn<int>("run");
    for (const auto& folder : test::caseFolders(Cases)) {
        const auto name = folder.filename().string();
        const auto runs = expectedOf(name)["runs"_L1].toArray().size();
        QVERIFY(runs > 0);
        for (int run = 0; run < runs; ++run) {
            QTest::addRow("%s %d", name.c_str(), run) << name << run;
        }
    }
}

void TestTextSession::agreesWithTransformers() {
    QFETCH(std::string, name);
    QFETCH(int, run);
    const auto expected = expectedOf(name);
    const auto wanted = expected["runs"_L1].toArray()[run].toObject();
    const auto options = optionsOf(wanted, expected["max_new_tokens"_L1].toInt());
    const auto session = load(name)->newSession();

    const auto result = session->generate(idsOf(wanted["prompt_ids"_L1]), options);

    QVERIFY(result);
    QCOMPARE(result->ids, idsOf(wanted["ids"_L1]));
    if (options.strategy == DecodingStrategy::Beam) {
        const double score = wanted["score"_L1].toDouble();
        QVERIFY(std::abs(result->beams.hypotheses.front().score - score)
            < ScoreTolerance * std::max(1.0, std::abs(score)));
    } else {
        QCOMPARE(result->steps.size(), result->ids.size());
    }
}

void TestTextSession::keepsTheWholeBeamTree() {
    const auto model = load();
    GenerationOptions options;
    options.strategy = DecodingStrategy::Beam;
    options.beams = 3;
    options.maxNewTokens = 5;
    std::vector<BeamSnapshot> snapshots;
    const auto result = model->newSession()->generate(prompt(*model, "Hello"), options, {}, {},
        [&](const BeamSnapshot& snapshot) { snapshots.push_back(snapshot); });
    QVERIFY(result);
    QVERIFY(!snapshots.empty());
    QVERIFY(result->beams.nodes == snapshots.back().nodes);
    QCOMPARE(result->beams.nodes.front().parent, -1);
    for (std::size_t i = 1; i < result->beams.nodes.size(); ++i) {
        const auto& node = result->beams.nodes[i];
        QVERIFY(node.parent >= 0 && node.parent < static_cast<int>(i));
        const auto& parent = result->beams.nodes[static_cast<std::size_t>(node.parent)];
        QCOMPARE(node.step, parent.step + 1);
        QVERIFY(parent.kept);
        QVERIFY(std::abs(node.score - (parent.score + node.logProbability)) < ScoreTolerance);
    }
    // The first step looks at twice as many continuations of the prompt as there are beams.
    QCOMPARE(std::ranges::count(result->beams.nodes, 1, &BeamNode::step), 6);
    QVERIFY(std::ranges::is_sorted(
        result->beams.hypotheses, std::ranges::greater(), &BeamHypothesis::score));
}

void TestTextSession::cacheGivesWhatAFreshSessionGives() {
    const auto model = load("untied-three-layers");
    const auto session = model->newSession();
    GenerationOptions all;
    all.candidates = model->info().vocabularySize;
    // Typing, deleting, changing the middle, starting over, and the same text again.
    for (const char* text : {"H", "He", "Hello", "Hel", "Help me", "Yelp me", "x", "x"}) {
        const auto ids = prompt(*model, text);
        const auto cached = session->nextToken(ids, all);
        QVERIFY(cached);
        QVERIFY(largestDifference(*cached, wholeDistribution(*model, ids)) < CacheTolerance);
    }
    // Generation leaves its tokens in the cache; another text must not see them.
    QVERIFY(session->generate(prompt(*model, "x"), sampling(1)));
    const auto ids = prompt(*model, "xyz");
    QVERIFY(largestDifference(*session->nextToken(ids, all), wholeDistribution(*model, ids))
        < CacheTolerance);
}

void TestTextSession::scoresEveryToken() {
    const auto model = load();
    const auto ids = prompt(*model, "vitrine");
    const auto scored = model->newSession()->score(ids);
    QVERIFY(scored);
    QCOMPARE(scored->size(), ids.size());
    const bool firstIsForeseen = model->tokenizer().beginOfText().has_value();
    QCOMPARE(scored->front().scored, firstIsForeseen);
    for (std::size_t i = firstIsForeseen ? 0 : 1; i < ids.size(); ++i) {
        auto before = std::vector(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(i));
        if (before.empty()) {
            before = {*model->tokenizer().beginOfText()};
        }
        const auto next = wholeDistribution(*model, before);
        const auto own = std::ranges::find(next.candidates, ids[i], &TokenProbability::id);
        const auto& token = (*scored)[i];
        QVERIFY(token.scored);
        QCOMPARE(token.token.id, ids[i]);
        QVERIFY(std::abs(std::exp(token.logProbability) - own->probability) < CacheTolerance);
        QVERIFY(std::abs(token.entropy - next.entropy) < 1e-3);
        QCOMPARE(token.rank, static_cast<int>(own - next.candidates.begin()) + 1);
    }
}

void TestTextSession::scoresAfterEditing() {
    const auto model = load();
    const auto session = model->newSession();
    for (const char* text : {"vitrine", "vitrines", "vitr", "vacuum", "vacuum"}) {
        const auto ids = prompt(*model, text);
        QVERIFY(session->generate(ids, sampling(1))); // which may use the same cache
        const auto edited = session->score(ids).value();
        const auto fresh = model->newSession()->score(ids).value();
        for (std::size_t i = 0; i < ids.size(); ++i) {
            QCOMPARE(edited[i].token.id, ids[i]);
            QVERIFY(std::abs(edited[i].logProbability - fresh[i].logProbability) < CacheTolerance);
        }
    }
    QVERIFY(session->score({})->empty());
}

void TestTextSession::repeatsWithASeed() {
    const auto model = load();
    const auto ids = prompt(*model, "Hello");
    const auto first = model->newSession()->generate(ids, sampling(7)).value();
    const auto again = model->newSession()->generate(ids, sampling(7)).value();
    QCOMPARE(first.seed, std::uint64_t(7));
    QCOMPARE(first.ids, again.ids);
    std::set<std::vector<TokenId>> different;
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        different.insert(model->newSession()->generate(ids, sampling(seed))->ids);
    }
    QVERIFY(different.size() > 1);
    // A fresh seed is reported, and repeats what it gave.
    auto options = sampling(0);
    options.seed.reset();
    const auto fresh = model->newSession()->generate(ids, options).value();
    QCOMPARE(model->newSession()->generate(ids, sampling(fresh.seed))->ids, fresh.ids);
}

void TestTextSession::streamsWhatItReturns() {
    const auto model = load();
    const auto options = sampling(3);
    std::vector<GeneratedToken> streamed;
    std::string text;
    const auto result = model->newSession()->generate(
        prompt(*model, "Hello"), options, {}, [&](const GeneratedToken& token) {
            streamed.push_back(token);
            text += token.text;
        });
    QVERIFY(result);
    QVERIFY(streamed == result->steps);
    QCOMPARE(QByteArray::fromStdString(text), QByteArray::fromStdString(result->text));
    for (const auto& step : streamed) {
        QVERIFY(step.draw >= 0 && step.draw < 1);
        QVERIFY(std::abs(std::log(step.modelProbability) - step.logProbability) < 1e-6);
        QCOMPARE(step.distribution.candidates.size(), std::size_t(options.candidates));
    }
}

void TestTextSession::stopsAtAStopString() {
    const auto model = load();
    const auto whole = model->newSession()->generate(prompt(*model, "Hello"), sampling(5)).value();
    // The bytes of two neighbouring tokens: the stop string spans them.
    const auto characters = QString::fromStdString(whole.text);
    const auto stop = characters.mid(3, 2);
    auto options = sampling(5);
    options.stop = {stop.toStdString()};
    const auto result = model->newSession()->generate(prompt(*model, "Hello"), options).value();
    QCOMPARE(result.stopped, StopReason::StopString);
    QCOMPARE(QString::fromStdString(result.text), characters.left(characters.indexOf(stop)));
    std::string streamed;
    for (const auto& step : result.steps) {
        streamed += step.text;
    }
    QCOMPARE(streamed, result.text);
    QVERIFY(result.ids.size() < whole.ids.size());
}

void TestTextSession::stopsWhenTheContextIsFull() {
    const auto model = load();
    auto options = sampling(1);
    options.maxNewTokens = 1000;
    const auto ids = prompt(*model, "Hello");
    const auto result = model->newSession()->generate(ids, options).value();
    QCOMPARE(result.stopped, StopReason::ContextFull);
    // The last position's prediction still counts; it needs no place of its own.
    QCOMPARE(ids.size() + result.ids.size(), std::size_t(model->info().contextLength) + 1);
}

void TestTextSession::stopsWithinOneToken() {
    const auto model = load();
    std::stop_source source;
    const auto result = model->newSession()->generate(prompt(*model, "Hello"), sampling(1),
        source.get_token(), [&](const GeneratedToken&) { source.request_stop(); });
    QVERIFY(result);
    QCOMPARE(result->stopped, StopReason::Interrupted);
    QCOMPARE(result->ids.size(), std::size_t(1));
    const auto next
        = model->newSession()->nextToken(prompt(*model, "Hello"), {}, source.get_token());
    QCOMPARE(next.error().code, ErrorCode::Interrupted);
}

void TestTextSession::refusesBadInput_data() {
    QTest::addColumn<std::vector<TokenId>>("ids");
    QTest::addColumn<GenerationOptions>("options");
    QTest::addColumn<ErrorCode>("code");
    const std::vector<TokenId> good{1, 2};
    const auto with = [](auto change) {
        GenerationOptions options;
        change(options);
        return options;
    };
    const auto row = [&](const char* name, auto change) {
        QTest::newRow(name) << good << with(change) << ErrorCode::OptionInvalid;
    };
    QTest::newRow("too long") << std::vector<TokenId>(49, 1) << GenerationOptions()
                              << ErrorCode::PromptTooLong;
    QTest::newRow("unknown token")
        << std::vector<TokenId>{1, 257} << GenerationOptions() << ErrorCode::TokenUnknown;
    QTest::newRow("negative token")
        << std::vector<TokenId>{-1} << GenerationOptions() << ErrorCode::TokenUnknown;
    row("temperature 0", [](auto& o) { o.temperature = 0; });
    row("temperature NaN", [](auto& o) { o.temperature = std::nan(""); });
    row("top k below 0", [](auto& o) { o.topK = -1; });
    row("top p above 1", [](auto& o) { o.topP = 1.5; });
    row("top p 0", [](auto& o) { o.topP = 0; });
    row("min p above 1", [](auto& o) { o.minP = 2; });
    row("repetition penalty 0", [](auto& o) { o.repetitionPenalty = 0; });
    row("no beams", [](auto& o) { o.beams = 0; });
    row("no tokens", [](auto& o) { o.maxNewTokens = 0; });
    row("length penalty infinite", [](auto& o) { o.lengthPenalty = INFINITY; });
    row("candidates below 0", [](auto& o) { o.candidates = -1; });
}

void TestTextSession::refusesBadInput() {
    QFETCH(std::vector<TokenId>, ids);
    QFETCH(GenerationOptions, options);
    QFETCH(ErrorCode, code);
    const auto session = load()->newSession();
    const auto generated = session->generate(ids, options);
    QVERIFY(!generated);
    QCOMPARE(generated.error().code, code);
    QVERIFY(!generated.error().detail.empty());
    QCOMPARE(session->nextToken(ids, options).error().code, code);
}

void TestTextSession::compressedWeightsComeClose_data() {
    QTest::addColumn<DType>("dtype");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("bfloat16") << DType::BFloat16 << BFloat16Tolerance;
    QTest::newRow("int8") << DType::Int8 << Int8Tolerance;
}

void TestTextSession::compressedWeightsComeClose() {
    QFETCH(DType, dtype);
    QFETCH(double, tolerance);
    for (const std::string name : {"tied", "untied-three-layers"}) {
        const auto exact = load(name);
        const auto compressed = load(name, dtype);
        QCOMPARE(compressed->placement().dtype, dtype);
        for (const char* text : {"A", "Hello", "vitrine of models"}) {
            const auto ids = prompt(*exact, text);
            const auto a = wholeDistribution(*exact, ids);
            const auto b = wholeDistribution(*compressed, ids);
            const double difference = largestDifference(a, b);
            QVERIFY2(difference > 0, "nothing was rounded");
            QVERIFY2(difference < tolerance, qPrintable(QString::number(difference)));
        }
    }
}

QTEST_GUILESS_MAIN(TestTextSession)
#include "tst_text_session.moc"
