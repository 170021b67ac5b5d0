#include <fstream>
#include <sstream>

#include <torch/torch.h>

#include <QtTest>

#include <nlohmann/json.hpp>

#include "engine/models/task_network.h"
#include "tests/engine/models/case_rows.h"
#include "tests/engine/models/network_outputs.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

const fs::path Cases = fs::path(VITRINE_TEST_SOURCE_DIR) / "cases/task_network";

models::NetworkInput inputOf(const test::NamedTensors& tensors) {
    models::NetworkInput input(tensors.at("input_ids"));
    input.visible = tensors.at("attention_mask").to(torch::kBool);
    if (const auto segments = tensors.find("token_type_ids"); segments != tensors.end()) {
        input.segments = segments->second;
    }
    return input;
}

/// What counts: not the tags of padding.
torch::Tensor counted(const torch::Tensor& logits, const test::NamedTensors& tensors) {
    return logits.dim() < 3
        ? logits
        : logits * tensors.at("attention_mask").unsqueeze(/*dim=*/2).to(torch::kFloat);
}

nlohmann::json configOf(const fs::path& folder) {
    std::ifstream stream(folder / "config.json");
    return nlohmann::json::parse(stream);
}

} // namespace

/// Networks with the head of a task, as transformers has them.
class TestTaskNetwork : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void computesWhatTransformersDoes_data() { test::addCaseRows(Cases); }
    void computesWhatTransformersDoes();
    void savesWhatItLoads_data() { test::addCaseRows(Cases); }
    void savesWhatItLoads();
    void newHeadSuitsItsLabels();
    void refusesFolderWithoutTask();
    void refusesMissingHead();
    void refusesNetworksWithoutSuchAHead();
};

void TestTaskNetwork::computesWhatTransformersDoes() {
    QFETCH(QString, name);
    const auto folder = Cases / name.toStdString();
    const auto expected = test::tensorsOf(folder / "expected.safetensors");
    auto network = models::loadTaskNetwork(folder);
    QVERIFY2(network, network ? "" : network.error().detail.c_str());
    const torch::NoGradGuard noGrad;
    const auto logits = (*network)(inputOf(expected));
    QVERIFY(
        test::largestDifference(counted(logits, expected), counted(expected.at("logits"), expected))
        < test::ParityTolerance);
}

void TestTaskNetwork::savesWhatItLoads() {
    QFETCH(QString, name);
    const auto folder = Cases / name.toStdString();
    auto network = models::loadTaskNetwork(folder).value();
    const test::ScratchFolder copy;
    QVERIFY(models::saveTaskNetwork(network, models::readModelDescription(folder).value(),
        formats::DataType::Float32, copy.path()));
    const auto before = configOf(folder);
    const auto after = configOf(copy.path());
    for (const auto* key : {"architectures", "id2label", "label2id", "problem_type"}) {
        QCOMPARE(after.contains(key), before.contains(key));
        QVERIFY2(!before.contains(key) || after.at(key) == before.at(key), key);
    }
    auto read = models::loadTaskNetwork(copy.path());
    QVERIFY2(read, read ? "" : read.error().detail.c_str());
    QVERIFY((*read)->task == network->task);
    const torch::NoGradGuard noGrad;
    const auto input = inputOf(test::tensorsOf(folder / "expected.safetensors"));
    QVERIFY((*read)(input).equal(network(input)));
}

void TestTaskNetwork::newHeadSuitsItsLabels() {
    const auto base = models::loadNetwork(Cases / "bert-classification").value();
    const Task task{TaskKind::Classification, {"a", "b", "c", "d"}};
    auto first = models::withNewHead(base, task, /*dropout=*/0, /*seed=*/7);
    auto second = models::withNewHead(base, task, /*dropout=*/0, /*seed=*/7);
    QVERIFY(first && second);
    const models::NetworkInput input(torch::tensor({{5L, 6L}}));
    const auto logits = (*first)(input);
    QCOMPARE(logits.sizes(), (std::vector<std::int64_t>{1, 4}));
    QVERIFY(logits.equal((*second)(input)));
}

void TestTaskNetwork::refusesFolderWithoutTask() {
    const auto plain = fs::path(VITRINE_TEST_SOURCE_DIR) / "cases/bert_checkpoint/bert-pretraining";
    QCOMPARE(models::loadTaskNetwork(plain).error().code, ErrorCode::HeadMissing);
}

void TestTaskNetwork::refusesMissingHead() {
    const test::ScratchFolder folder;
    fs::copy(fs::path(VITRINE_TEST_SOURCE_DIR) / "cases/bert_checkpoint/bert-pretraining",
        folder.path(), fs::copy_options::recursive);
    fs::copy(
        Cases / "bert-tagging/config.json", folder.path(), fs::copy_options::overwrite_existing);
    const auto network = models::loadTaskNetwork(folder.path());
    QCOMPARE(network.error().code, ErrorCode::TensorMissing);
    QCOMPARE(network.error().place, "classifier.weight");
}

void TestTaskNetwork::refusesNetworksWithoutSuchAHead() {
    const auto refused = [](const models::ModelConfig& config, TaskKind task) {
        const auto shape = models::taskHeadShape(config, task);
        return !shape && shape.error().code == ErrorCode::HeadMissing;
    };
    models::BertConfig withoutPooler;
    withoutPooler.pooler = false;
    QVERIFY(refused(withoutPooler, TaskKind::Classification));
    QVERIFY(!refused(withoutPooler, TaskKind::Tagging));
    QVERIFY(refused(models::DecoderConfig(), TaskKind::QuestionAnswering));
    QVERIFY(refused(models::RecurrentConfig(), TaskKind::Tagging));
}

QTEST_GUILESS_MAIN(TestTaskNetwork)
#include "tst_task_network.moc"
