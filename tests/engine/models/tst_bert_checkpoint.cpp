#include <torch/torch.h>

#include <QTemporaryDir>
#include <QtTest>

#include "engine/models/bert.h"
#include "engine/models/checkpoint.h"
#include "engine/models/parameter_names.h"
#include "tests/engine/models/network_outputs.h"
#include "tests/support/case_folders.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

const fs::path Cases = fs::path(VITRINE_TEST_SOURCE_DIR) / "cases/bert_checkpoint";

std::shared_ptr<models::BertImpl> loaded(const fs::path& folder) {
    const auto network = models::loadNetwork(folder);
    return network ? std::dynamic_pointer_cast<models::BertImpl>(*network) : nullptr;
}

models::NetworkInput inputOf(const test::NamedTensors& expected) {
    models::NetworkInput input(expected.at("input_ids"));
    input.visible = expected.at("attention_mask").to(torch::kBool);
    if (expected.contains("token_type_ids")) {
        input.segments = expected.at("token_type_ids");
    }
    return input;
}

} // namespace

class TestBertCheckpoint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void computesWhatTransformersDoes_data();
    void computesWhatTransformersDoes();
    void savesWhatItLoads_data();
    void savesWhatItLoads();
    void paddingChangesNothing();
    void blocksByThemselvesEqualTheWhole();
    void compressedHeadsStayClose();
    void countsParameters();
    void initializesNormsAndBiases();
};

void TestBertCheckpoint::computesWhatTransformersDoes_data() {
    QTest::addColumn<QString>("folder");
    const auto folders = test::caseFolders(Cases);
    QVERIFY(!folders.empty());
    for (const auto& folder : folders) {
        QTest::newRow(folder.filename().c_str()) << QString::fromStdString(folder.string());
    }
}

void TestBertCheckpoint::computesWhatTransformersDoes() {
    QFETCH(QString, folder);
    const fs::path path(folder.toStdString());
    const auto network = models::loadNetwork(path);
    QVERIFY2(network, network ? "" : network.error().detail.c_str());
    auto& bert = dynamic_cast<models::BertImpl&>(**network);
    const auto expected = test::tensorsOf(path / "expected.safetensors");
    const auto outputs = test::outputsOf(bert, inputOf(expected));
    test::compareInner(outputs, expected);
    QCOMPARE(outputs.inner.size(), 5U); // embeddings, two layers, two maps

    const torch::NoGradGuard noGrad;
    QCOMPARE(bert.config.maskedTokenHead, expected.contains("logits"));
    if (bert.config.maskedTokenHead) {
        const auto difference
            = test::largestDifference(bert.logits(outputs.hidden), expected.at("logits"));
        QVERIFY(difference < test::ParityTolerance);
    }
    QCOMPARE(bert.config.nextSentenceHead, expected.contains("next_sentence"));
    if (bert.config.nextSentenceHead) {
        const auto difference = test::largestDifference(
            bert.nextSentence(outputs.hidden), expected.at("next_sentence"));
        QVERIFY(difference < test::ParityTolerance);
    }
}

void TestBertCheckpoint::savesWhatItLoads_data() {
    computesWhatTransformersDoes_data();
}

void TestBertCheckpoint::savesWhatItLoads() {
    QFETCH(QString, folder);
    const auto network = loaded(folder.toStdString());
    QVERIFY(network);
    const QTemporaryDir target;
    const fs::path saved(target.path().toStdString());
    QVERIFY(models::saveNetwork(*network, {}, formats::DataType::Float32, saved));
    const auto again = loaded(saved);
    QVERIFY(again);
    QCOMPARE(again->config, network->config);
    const auto parameters = network->named_parameters();
    for (const auto& item : again->named_parameters()) {
        QVERIFY2(item.value().equal(parameters[item.key()]), item.key().c_str());
    }
}

void TestBertCheckpoint::paddingChangesNothing() {
    const auto bert = loaded(Cases / "bert-pretraining");
    const torch::NoGradGuard noGrad;
    const auto ids = torch::tensor({{2, 7, 9, 3}}, torch::kLong);
    const auto alone = bert->hidden(ids); // [1, 4, model]
    models::NetworkInput padded(torch::tensor({{2, 7, 9, 3, 11, 12}}, torch::kLong));
    padded.visible = torch::tensor({{true, true, true, true, false, false}});
    const auto hidden = bert->hidden(padded).narrow(/*dim=*/1, 0, 4);
    const double difference = test::largestDifference(hidden, alone);
    QVERIFY2(difference < test::ParityTolerance, QByteArray::number(difference));
}

void TestBertCheckpoint::blocksByThemselvesEqualTheWhole() {
    const auto bert = loaded(Cases / "bert-variants");
    const torch::NoGradGuard noGrad;
    nn::Inspection inspection;
    inspection.keep(Site::BlockInput);
    const auto whole = bert->hidden(torch::tensor({{4, 7, 9, 20}}, torch::kLong),
        /*cache=*/nullptr, &inspection);
    auto x = inspection.kept(Site::BlockInput).front();
    for (std::int64_t layer = 0; layer < bert->shape().layers; ++layer) {
        x = bert->block(layer, x, /*inspection=*/nullptr);
    }
    QVERIFY(test::largestDifference(x, whole) < 1e-6);
}

void TestBertCheckpoint::compressedHeadsStayClose() {
    const torch::NoGradGuard noGrad;
    const auto expected = test::tensorsOf(Cases / "bert-pretraining/expected.safetensors");
    const auto input = inputOf(expected);
    for (const auto& [form, tolerance] : {std::pair{DType::BFloat16, 0.2}, {DType::Int8, 0.2}}) {
        const auto bert = loaded(Cases / "bert-pretraining");
        bert->compress(form);
        const auto hidden = bert->hidden(input);
        // Steps of 1/256 in weights of about 1, added up over two layers.
        QVERIFY(test::largestDifference(bert->logits(hidden), expected.at("logits")) < tolerance);
        QVERIFY(test::largestDifference(bert->nextSentence(hidden), expected.at("next_sentence"))
            < tolerance);
    }
}

void TestBertCheckpoint::countsParameters() {
    // The sizes that the released files have.
    models::BertConfig config; // bert-base-uncased, with both heads
    QCOMPARE(models::parameterCount(config), 110'106'428);
    config.pooler = config.maskedTokenHead = config.nextSentenceHead = false;
    config.family = models::BertFamily::DistilBert; // distilbert-base-uncased
    config.segments = 0;
    config.layers = 6;
    QCOMPARE(models::parameterCount(config), 66'362'880);
    config = {}; // roberta-base, as RobertaForMaskedLM
    config.family = models::BertFamily::Roberta;
    config.vocabularySize = 50265;
    config.positionOffset = 2;
    config.segments = 1;
    config.pooler = config.nextSentenceHead = false;
    QCOMPARE(models::parameterCount(config), 124'697'433);
}

void TestBertCheckpoint::initializesNormsAndBiases() {
    models::BertConfig config;
    config.vocabularySize = 500;
    config.modelWidth = 32;
    config.heads = 2;
    config.layers = 1;
    config.mlpWidth = 64;
    models::Bert model(config);
    model->initialize(/*seed=*/1);
    for (const auto& item : model->named_parameters()) {
        const auto& weight = item.value();
        if (weight.dim() == 2) {
            QVERIFY2(std::abs(weight.std().item<double>() - 0.02) < 5e-3, item.key().c_str());
        } else {
            const double expected = item.key().ends_with("orm.weight") ? 1 : 0;
            QVERIFY2((weight == expected).all().item<bool>(), item.key().c_str());
        }
    }
}

QTEST_GUILESS_MAIN(TestBertCheckpoint)
#include "tst_bert_checkpoint.moc"
