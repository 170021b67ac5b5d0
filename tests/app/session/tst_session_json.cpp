#include <QTest>

#include <QJsonDocument>
#include <QJsonObject>

#include "app/session/session_json.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

SessionState example() {
    SessionState state;
    state.model = "classical";
    state.device = DeviceChoice::Cpu;
    state.dtype = DType::Int8;
    state.lens = "tokens";
    state.text = "床前明月光，\"quoted\"\n";
    state.secondText = "疑是地上霜。";
    state.alternatives = "你先走\n走你先";
    state.probability.shelf.estimates
        = {{.smoothing = NgramSmoothing::Katz, .order = 2}, {.order = 4, .addK = 0.5}};
    state.probability.shelf.own = {{"/a/b.arpa", {}, {.unit = NgramUnit::Character}, {}},
        {{}, {"天地人\n", {}}, {.order = 2, .unit = NgramUnit::Word, .cutoffs = {0, 1}},
            {.smoothing = NgramSmoothing::KneserNey, .order = 2}}};
    state.probability.shelf.networks = {"gru"};
    state.probability.shelf.hidden = {"3 mle", "own 2 katz"};
    state.probability.scale = 2;
    state.probability.study = 1;
    state.probability.perplexity = 3;
    state.probability.ranking = 1;
    state.probability.seed = 7;
    state.probability.units = 40;
    state.training = {2, "20260101-120000", 1, true, 3, true, {}, "sentiment-en"};
    TrainingRecipe recipe;
    recipe.name = QStringLiteral("影评");
    recipe.texts = {{"好看", "难看"}, "还行", 12};
    recipe.job.objective = TrainingObjective::Classification;
    recipe.job.training = {{"/data/reviews.csv", 2}};
    recipe.job.validationShare = 0.25;
    recipe.job.columns.label = "stars";
    recipe.job.model.folder = "/models/bert";
    recipe.job.tokenizer
        = {TokenizerSource::Folder, recipe.job.tokenizer.vocabularySize, 1, "/models/bert"};
    recipe.job.tuning.method = TuningMethod::Lora;
    recipe.job.tuning.lora.targets = {"query"};
    state.training.recipe = recipe;
    state.tasks = {2, 1, 1, "谁？", "TL;DR:", "a\nb", "c\nd"};
    state.masked = {0, 4};
    state.options.strategy = DecodingStrategy::Beam;
    state.options.temperature = 0.7;
    state.options.topK = 40;
    state.options.stop = {"。"};
    state.options.seed = 0xFFFFFFFFFFFFFFFFULL; // more than a JSON number holds
    state.samples = 5;
    state.head = {3, 7};
    state.interventions.heads = {{{0, 2}, HeadAblation::Kind::Mean}, {{1, 0}}};
    state.interventions.mask = {{4, 1, MaskEdit::Kind::Force, HeadIndex{2, 5}},
        {3, 0, MaskEdit::Kind::Forbid, std::nullopt}};
    state.secondModel = "/models/bert";
    state.promptTemplate.query = QStringLiteral("问");
    state.promptTemplate.answer = QStringLiteral("答");
    state.promptTemplate.candidates = {QStringLiteral("答"), QStringLiteral("不")};
    state.promptTemplate.examples = {{QStringLiteral("a"), QStringLiteral("b")}};
    std::vector<BranchNode> nodes(3);
    nodes[1].parent = 0;
    nodes[1].id = 17;
    nodes[2].parent = 1;
    nodes[2].id = 4;
    nodes[2].origin = TokenOrigin::Generated;
    nodes[2].scored = true;
    nodes[2].logProbability = -2.25;
    nodes[2].rank = 3;
    nodes[2].settledProbability = 0.5;
    nodes[2].draw = 0.125;
    state.trees.emplace("classical", *BranchTree::fromNodes(nodes, 2));
    return state;
}

QByteArray changed(const QByteArray& json, const QString& key, const QJsonValue& value) {
    auto root = QJsonDocument::fromJson(json).object();
    root[key] = value;
    return QJsonDocument(root).toJson();
}

} // namespace

class TestSessionJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingComesBack() {
        const auto before = example();
        const auto after = session_json::read(session_json::write(before), "session.json");
        QVERIFY(after);
        QCOMPARE(after->model, before.model);
        QCOMPARE(after->device, before.device);
        QCOMPARE(after->dtype, before.dtype);
        QCOMPARE(after->lens, before.lens);
        QCOMPARE(after->text, before.text);
        QCOMPARE(after->secondText, before.secondText);
        QCOMPARE(after->alternatives, before.alternatives);
        QVERIFY(after->training == before.training);
        QVERIFY(after->tasks == before.tasks);
        QVERIFY(after->masked == before.masked);
        QVERIFY(after->options == before.options);
        QCOMPARE(after->samples, before.samples);
        QCOMPARE(after->head, before.head);
        QVERIFY(after->interventions == before.interventions);
        QCOMPARE(after->secondModel, before.secondModel);
        QVERIFY(after->promptTemplate == before.promptTemplate);
        QCOMPARE(after->trees.size(), std::size_t(1));
        const auto& tree = after->trees.at("classical");
        QCOMPARE(tree.current(), 2);
        QCOMPARE(tree.node(1).id, 17);
        QVERIFY(!tree.node(1).scored);
        QCOMPARE(tree.node(2).origin, TokenOrigin::Generated);
        QCOMPARE(tree.node(2).logProbability, -2.25);
        QCOMPARE(tree.node(2).rank, 3);
        QCOMPARE(tree.node(2).settledProbability, std::optional<double>(0.5));
        QCOMPARE(tree.node(2).draw, 0.125);
    }

    void missingValuesTakeTheirDefaults() {
        const auto state = session_json::read(
            R"({"format": "vitrine-session", "version": 1, "text": "a"})", "session.json");
        QVERIFY(state);
        QCOMPARE(state->text, std::string("a"));
        QVERIFY(state->options == GenerationOptions());
    }

    void aNewerFileIsRefused() {
        const auto json = changed(session_json::write(example()), QStringLiteral("version"), 2);
        const auto state = session_json::read(json, "session.json");
        QVERIFY(!state);
        QCOMPARE(state.error().code, ErrorCode::FormatTooNew);
        QCOMPARE(state.error().subject, std::string("session.json"));
    }

    void damagedFilesAreRefused_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<ErrorCode>("code");
        const auto whole = session_json::write(example());
        QTest::newRow("empty") << QByteArray() << ErrorCode::JsonInvalid;
        QTest::newRow("cut off") << whole.first(whole.size() / 2) << ErrorCode::JsonInvalid;
        QTest::newRow("another format")
            << QByteArray(R"({"format": "else", "version": 1})") << ErrorCode::ValueInvalid;
        QTest::newRow("no version")
            << QByteArray(R"({"format": "vitrine-session"})") << ErrorCode::ValueInvalid;
        QTest::newRow("a parent after its child")
            << QByteArray(R"({"format": "vitrine-session", "version": 1, "trees":
                {"m": {"nodes": [{"parent": 2, "id": 1}, {"parent": 0, "id": 1}], "current": 0}}})")
            << ErrorCode::ValueInvalid;
    }

    void damagedFilesAreRefused() {
        QFETCH(QByteArray, json);
        QFETCH(ErrorCode, code);
        const auto state = session_json::read(json, "session.json");
        QVERIFY(!state);
        QCOMPARE(state.error().code, code);
        QCOMPARE(state.error().subject, std::string("session.json"));
        QVERIFY(!state.error().place.empty());
    }
};

QTEST_GUILESS_MAIN(TestSessionJson)
#include "tst_session_json.moc"
