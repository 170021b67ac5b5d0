#include <torch/torch.h>

#include <QtTest>

#include "engine/models/checkpoint.h"
#include "engine/models/gguf_checkpoint.h"
#include "engine/models/gguf_description.h"
#include "engine/models/model_description.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

const fs::path Cases = fs::path(VITRINE_TEST_SOURCE_DIR) / "cases";
constexpr const char* Kinds[]
    = {"llama", "llama-tied", "llama-biases", "llama-linear", "qwen2", "qwen3", "gemma3"};

/// Gains have 1 added and taken away again, and epsilon passes float32.
constexpr double RoundingTolerance = 1e-6;

fs::path fileOf(const std::string& name) {
    return Cases / "gguf" / (name + ".gguf");
}

models::DecoderConfig configOf(const models::ModelDescription& description) {
    return std::get<models::DecoderConfig>(description.config);
}

} // namespace

class TestGgufCheckpoint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatTheFolderSays_data();
    void saysWhatTheFolderSays();
    void loadsWhatTheFolderHolds_data() { saysWhatTheFolderSays_data(); }
    void loadsWhatTheFolderHolds();
    void bringsMatricesIntoTheirForm();
    void recognisesLlama3();
    void refuses_data();
    void refuses();
};

void TestGgufCheckpoint::saysWhatTheFolderSays_data() {
    QTest::addColumn<QString>("name");
    for (const auto* name : Kinds) {
        QTest::newRow(name) << QString::fromLatin1(name);
    }
}

void TestGgufCheckpoint::saysWhatTheFolderSays() {
    QFETCH(QString, name);
    const auto content = formats::readGguf(fileOf(name.toStdString())).value();
    const auto told = models::readGgufDescription(content);
    QVERIFY2(told, told ? "" : told.error().detail.c_str());
    const auto folder
        = models::readModelDescription(Cases / "decoder" / name.toStdString()).value();
    auto config = configOf(*told);
    auto expected = configOf(folder);
    QVERIFY(std::abs(config.normEpsilon - expected.normEpsilon) < 1e-9);
    config.normEpsilon = expected.normEpsilon;
    // What the format does not hold: how new weights are drawn, and the root that scores are
    // divided by, which follows from the model's size.
    config.initializerRange = expected.initializerRange;
    config.queryScale = expected.queryScale;
    QVERIFY(config == expected);
    QCOMPARE(told->architecture, folder.architecture);
    QCOMPARE(told->beginToken, std::optional<TokenId>(0));
    QCOMPARE(told->endTokens, (std::vector<TokenId>{3, 5}));
}

void TestGgufCheckpoint::loadsWhatTheFolderHolds() {
    QFETCH(QString, name);
    const auto network = models::loadNetwork(fileOf(name.toStdString()));
    QVERIFY2(network, network ? "" : network.error().detail.c_str());
    const auto expected = models::loadNetwork(Cases / "decoder" / name.toStdString()).value();
    const bool halves = name == QStringLiteral("llama-tied"); // its matrices are stored in float16
    const auto parameters = (*network)->named_parameters();
    QCOMPARE(parameters.size(), expected->named_parameters().size());
    for (const auto& item : expected->named_parameters()) {
        const bool matrix = item.value().dim() == 2;
        const auto wanted = halves && matrix ? item.value().to(torch::kFloat16).to(torch::kFloat32)
                                             : item.value();
        QVERIFY2(torch::allclose(parameters[item.key()], wanted, 0, RoundingTolerance),
            item.key().c_str());
    }
}

/// Each matrix is gone in float32, and the model computes nearly the same.
void TestGgufCheckpoint::bringsMatricesIntoTheirForm() {
    const torch::NoGradGuard noGrad;
    const auto ids = torch::tensor({{1, 2, 3, 4}}, torch::kLong);
    const auto plain = models::loadNetwork(fileOf("llama")).value();
    const auto small = models::loadNetwork(fileOf("llama"), {.form = DType::BFloat16}).value();
    for (const auto& item : small->named_parameters()) {
        QCOMPARE(item.value().numel() == 0, !item.key().ends_with("orm.weight"));
    }
    const auto logits = plain->logits(plain->hidden(ids));
    const auto rounded = small->logits(small->hidden(ids));
    constexpr double Coarse = 0.05; // relative; bfloat16 has 8 bits
    QVERIFY(((logits - rounded).norm() / logits.norm()).item<double>() < Coarse);
    QVERIFY(!torch::equal(logits, rounded));
}

void TestGgufCheckpoint::recognisesLlama3() {
    const auto content = formats::readGguf(fileOf("llama3-positions")).value();
    const auto rotary = configOf(models::readGgufDescription(content).value()).rotary;
    QCOMPARE(rotary.scaling, nn::RotaryScaling::Llama3);
    QCOMPARE(rotary.factor, 32.0);
    QCOMPARE(rotary.originalContext, 8192);
    QCOMPARE(rotary.highFrequencyFactor, 4.0);
}

void TestGgufCheckpoint::refuses_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("place");
    const auto row = [](const char* name, const QByteArray& from, const QByteArray& to,
                         ErrorCode code, const char* place) {
        QTest::newRow(name) << from << to << static_cast<int>(code) << QByteArray(place);
    };
    const auto text = [](const char* value) { // with its length, unlike the keys that begin with it
        return QByteArray("\5\0\0\0\0\0\0\0", 8) + value;
    };
    const auto number = [](const char* key, char value) {
        return key + QByteArray("\4\0\0\0", 4) + value + QByteArray(3, '\0');
    };
    row("a tensor missing", "blk.1.ffn_up.weight", "blk.1.ffn_ux.weight", ErrorCode::TensorMissing,
        "blk.1.ffn_up.weight");
    row("no embedding", "token_embd.weight", "token_embx.weight", ErrorCode::TensorMissing,
        "token_embd.weight");
    row("no sizes", "llama.block_count", "llama.block_couxt", ErrorCode::ValueMissing,
        "llama.block_count");
    row("another architecture", text("llama"), text("mamba"), ErrorCode::ArchitectureUnknown,
        "mamba");
    row("heads that turn in part", number("llama.rope.dimension_count", 4),
        number("llama.rope.dimension_count", 2), ErrorCode::ValueInvalid,
        "llama.rope.dimension_count");
    row("another width", number("llama.embedding_length", 16), number("llama.embedding_length", 8),
        ErrorCode::TensorShape, "token_embd.weight: [19, 16], [19, 8]");
    row("no width", number("llama.embedding_length", 16), number("llama.embedding_length", 0),
        ErrorCode::ValueInvalid, "/hidden_size");
}

/// A byte or two of a good file changed.
void TestGgufCheckpoint::refuses() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(int, code);
    QFETCH(QByteArray, place);
    QFile source(QString::fromStdString(fileOf("llama").string()));
    QVERIFY(source.open(QIODevice::ReadOnly));
    auto bytes = source.readAll();
    QVERIFY(bytes.contains(from));
    bytes.replace(from, to);
    const test::ScratchFolder folder;
    const auto path = folder.path() / "model.gguf";
    QFile changed(QString::fromStdString(path.string()));
    QVERIFY(changed.open(QIODevice::WriteOnly) && changed.write(bytes) == bytes.size());
    changed.close();
    const auto network = models::loadNetwork(path);
    QVERIFY(!network);
    QCOMPARE(static_cast<int>(network.error().code), code);
    QCOMPARE(network.error().place, place.toStdString());
    QCOMPARE(network.error().subject, path.string());
}

QTEST_GUILESS_MAIN(TestGgufCheckpoint)
#include "tst_gguf_checkpoint.moc"
