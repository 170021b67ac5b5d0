#include <QtTest>

#include "engine/models/model_description.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using models::readModelDescription;
using models::writeModelDescription;

class TestModelDescription : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesTheDefaultsOfTransformers();
    void readsEveryMember();
    void readsOldContextMember();
    void prefersGenerationConfig();
    void writesWhatItReads_data();
    void writesWhatItReads();
    void refuses_data();
    void refuses();
    void refusesABrokenGenerationConfig();
    void refusesAFolderWithoutConfig();
};

void TestModelDescription::takesTheDefaultsOfTransformers() {
    const test::ScratchFolder folder;
    folder.write("config.json", R"({"model_type":"gpt2"})");
    const auto description = readModelDescription(folder.path());
    QVERIFY2(description, description ? "" : description.error().detail.c_str());
    QCOMPARE(description->architecture, "gpt2");
    QCOMPARE(description->config, models::ModelConfig(models::Gpt2Config{}));
    QVERIFY(description->endTokens.empty());
    QVERIFY(!description->beginToken);
}

void TestModelDescription::readsEveryMember() {
    const test::ScratchFolder folder;
    folder.write(
        "config.json", R"({"model_type":"gpt2","vocab_size":100,"n_positions":20,"n_ctx":30,
        "n_embd":12,"n_layer":3,"n_head":4,"n_inner":7,"activation_function":"silu",
        "layer_norm_epsilon":1e-6,"initializer_range":0.5,"tie_word_embeddings":false,
        "bos_token_id":98,"eos_token_id":[99,3,500],"scale_attn_weights":true})");
    const auto description = readModelDescription(folder.path());
    QVERIFY2(description, description ? "" : description.error().detail.c_str());
    models::Gpt2Config expected;
    expected.vocabularySize = 100;
    expected.contextLength = 20;
    expected.modelWidth = 12;
    expected.layers = 3;
    expected.heads = 4;
    expected.mlpWidth = 7;
    expected.activation = models::Activation::Silu;
    expected.layerNormEpsilon = 1e-6;
    expected.initializerRange = 0.5;
    expected.tiedOutput = false;
    QCOMPARE(description->config, models::ModelConfig(expected));
    QCOMPARE(description->beginToken, std::optional<TokenId>(98));
    QCOMPARE(description->endTokens, (std::vector<TokenId>{99, 3})); // 500 does not exist
}

void TestModelDescription::readsOldContextMember() {
    const test::ScratchFolder folder;
    folder.write("config.json", R"({"model_type":"gpt2","n_ctx":300,"n_embd":24,"n_inner":null})");
    const auto description = readModelDescription(folder.path());
    const auto config = std::get<models::Gpt2Config>(description->config);
    QCOMPARE(config.contextLength, 300);
    QCOMPARE(config.mlpWidth, 96); // four times the width where it is not said
}

void TestModelDescription::prefersGenerationConfig() {
    const test::ScratchFolder folder;
    folder.write("config.json", R"({"model_type":"gpt2","bos_token_id":1,"eos_token_id":2})");
    folder.write("generation_config.json", R"({"eos_token_id":[3,4],"temperature":0.7})");
    const auto description = readModelDescription(folder.path());
    QCOMPARE(description->beginToken, std::optional<TokenId>(1));
    QCOMPARE(description->endTokens, (std::vector<TokenId>{3, 4}));
}

void TestModelDescription::writesWhatItReads_data() {
    QTest::addColumn<std::vector<TokenId>>("ends");
    QTest::addColumn<models::Activation>("activation");
    QTest::newRow("no end") << std::vector<TokenId>{} << models::Activation::GeluTanh;
    QTest::newRow("one end") << std::vector<TokenId>{5} << models::Activation::Gelu;
    QTest::newRow("two ends") << std::vector<TokenId>{5, 6} << models::Activation::Relu;
    QTest::newRow("silu") << std::vector<TokenId>{0} << models::Activation::Silu;
}

void TestModelDescription::writesWhatItReads() {
    models::ModelDescription description;
    description.architecture = "gpt2";
    models::Gpt2Config config;
    config.mlpWidth = 100;
    config.layerNormEpsilon = 1e-12;
    config.tiedOutput = false;
    description.beginToken = 4;
    QFETCH(std::vector<TokenId>, ends);
    description.endTokens = ends;
    QFETCH(models::Activation, activation);
    config.activation = activation;
    description.config = config;
    const test::ScratchFolder folder;
    QVERIFY(writeModelDescription(description, "float16", folder.path()));
    QCOMPARE(readModelDescription(folder.path()).value(), description);
}

void TestModelDescription::refuses_data() {
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QByteArray>("place");
    const auto row = [](const char* name, const char* members, ErrorCode code, const char* place) {
        QTest::newRow(name) << QByteArray(R"({"model_type":"gpt2",)") + members + "}" << code
                            << QByteArray(place);
    };
    QTest::newRow("unknown architecture") << QByteArray(R"({"model_type":"mamba"})")
                                          << ErrorCode::ArchitectureUnknown << QByteArray("mamba");
    QTest::newRow("no architecture")
        << QByteArray("{}") << ErrorCode::ValueMissing << QByteArray("/model_type");
    QTest::newRow("a list") << QByteArray("[]") << ErrorCode::ValueInvalid << QByteArray("");
    QTest::newRow("broken") << QByteArray("{\n\"model_type\"") << ErrorCode::JsonInvalid
                            << QByteArray("2:13");
    row("duplicate key", R"("n_embd":8,"n_embd":8)", ErrorCode::JsonDuplicateKey, "/n_embd");
    row("no vocabulary", R"("vocab_size":0)", ErrorCode::ValueInvalid, "/vocab_size");
    row("negative layers", R"("n_layer":-1)", ErrorCode::ValueInvalid, "/n_layer");
    row("absurd layers", R"("n_layer":1000000000)", ErrorCode::ValueInvalid, "/n_layer");
    row("absurd width", R"("n_embd":9223372036854775807)", ErrorCode::ValueInvalid, "/n_embd");
    row("width as text", R"("n_embd":"768")", ErrorCode::ValueInvalid, "/n_embd");
    row("width as fraction", R"("n_embd":768.5)", ErrorCode::ValueInvalid, "/n_embd");
    row("heads that do not divide", R"("n_embd":768,"n_head":7)", ErrorCode::ValueInvalid,
        "/n_head");
    row("epsilon of zero", R"("layer_norm_epsilon":0)", ErrorCode::ValueInvalid,
        "/layer_norm_epsilon");
    row("unknown activation", R"("activation_function":"mish")", ErrorCode::ValueInvalid,
        "/activation_function");
    row("unscaled attention", R"("scale_attn_weights":false)", ErrorCode::ValueInvalid,
        "/scale_attn_weights");
    row("attention scaled by layer", R"("scale_attn_by_inverse_layer_idx":true)",
        ErrorCode::ValueInvalid, "/scale_attn_by_inverse_layer_idx");
    row("cross attention", R"("add_cross_attention":true)", ErrorCode::ValueInvalid,
        "/add_cross_attention");
    row("end token as text", R"("eos_token_id":["x"])", ErrorCode::ValueInvalid, "/eos_token_id/0");
}

void TestModelDescription::refuses() {
    QFETCH(QByteArray, config);
    QFETCH(ErrorCode, code);
    QFETCH(QByteArray, place);
    const test::ScratchFolder folder;
    const auto path = folder.write("config.json", config.toStdString());
    const auto description = readModelDescription(folder.path());
    QVERIFY(!description);
    QCOMPARE(description.error().code, code);
    QCOMPARE(description.error().subject, path.string());
    QCOMPARE(QByteArray::fromStdString(description.error().place), place);
}

void TestModelDescription::refusesABrokenGenerationConfig() {
    const test::ScratchFolder folder;
    folder.write("config.json", R"({"model_type":"gpt2"})");
    const auto path = folder.write("generation_config.json", "{");
    const auto description = readModelDescription(folder.path());
    QVERIFY(!description);
    QCOMPARE(description.error().code, ErrorCode::JsonInvalid);
    QCOMPARE(description.error().subject, path.string());
}

void TestModelDescription::refusesAFolderWithoutConfig() {
    const test::ScratchFolder folder;
    const auto description = readModelDescription(folder.path());
    QVERIFY(!description);
    QCOMPARE(description.error().code, ErrorCode::FileMissing);
    QCOMPARE(description.error().subject, (folder.path() / "config.json").string());
}

QTEST_GUILESS_MAIN(TestModelDescription)
#include "tst_model_description.moc"
