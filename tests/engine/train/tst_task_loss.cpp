#include <map>
#include <string>

#include <torch/torch.h>

#include <QtTest>

#include "engine/formats/safetensors_reader.h"
#include "engine/models/lora.h"
#include "engine/models/parameter_names.h"
#include "engine/models/task_network.h"
#include "engine/models/torch_tensor.h"
#include "engine/train/task_loss.h"
#include "tests/support/case_folders.h"
#include "tests/support/tensor_compare.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

/// Float32 rounding of two implementations that add in different orders.
constexpr double Tolerance = 1e-4;

const fs::path Cases = fs::path(VITRINE_SOURCE_DIR) / "tests/engine/models/cases/task_network";

using NamedTensors = std::map<std::string, torch::Tensor>;

NamedTensors tensorsOf(const fs::path& path) {
    NamedTensors tensors;
    const auto content = formats::readSafetensors(path);
    for (const auto& view : content.value().tensors) {
        tensors.emplace(view.name, models::torchTensor(view));
    }
    return tensors;
}

train::Batch batchOf(const NamedTensors& tensors) {
    train::Batch batch;
    batch.input = tensors.at("input_ids");
    batch.segments = tensors.contains("token_type_ids") ? tensors.at("token_type_ids")
                                                        : torch::zeros_like(batch.input);
    batch.visible = tensors.at("attention_mask").to(torch::kBool);
    batch.target = tensors.at("labels");
    return batch;
}

/// Our parameters by transformers' names, in its orientation.
NamedTensors gradientsOf(const models::TaskNetwork& network) {
    NamedTensors gradients;
    const auto parameters = network->base->named_parameters();
    for (const auto& name : models::parameterNames(network->base->configuration())) {
        const auto& gradient = parameters[name.name].grad();
        if (gradient.defined()) {
            gradients[name.stored] = name.transposed ? gradient.t() : gradient;
        }
    }
    for (const auto& [name, parameter] : network->headTensors()) {
        gradients[name] = parameter.grad();
    }
    return gradients;
}

} // namespace

/// Losses of tasks and their gradients against PyTorch's.
class TestTaskLoss : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hasPyTorchsLossAndGradients_data();
    void hasPyTorchsLossAndGradients();
    void smoothsWhileTraining();
};

void TestTaskLoss::hasPyTorchsLossAndGradients_data() {
    QTest::addColumn<QString>("name");
    const auto folders = test::caseFolders(Cases);
    QVERIFY(!folders.empty());
    for (const auto& folder : folders) {
        const auto name = QString::fromStdString(folder.filename().string());
        QTest::newRow(qPrintable(name)) << name;
    }
}

void TestTaskLoss::hasPyTorchsLossAndGradients() {
    QFETCH(QString, name);
    const auto folder = Cases / name.toStdString();
    const auto expected = tensorsOf(folder / "expected.safetensors");
    const auto network = models::loadTaskNetwork(folder, {.mapped = false});
    QVERIFY2(network, network ? "" : network.error().detail.c_str());
    const auto loss = train::taskLoss(*network)(batchOf(expected));
    QVERIFY(std::abs(loss.item<double>() - expected.at("loss").item<double>()) < Tolerance);
    loss.backward();
    const auto gradients = gradientsOf(*network);
    std::size_t compared = 0;
    for (const auto& [key, gradient] : expected) {
        constexpr std::string_view Prefix = "gradient.";
        if (key.starts_with(Prefix)) {
            const auto own = gradients.find(key.substr(Prefix.size()));
            QVERIFY2(own != gradients.end(), key.c_str());
            QVERIFY2(test::largestDifference(own->second, gradient) < Tolerance, key.c_str());
            ++compared;
        }
    }
    QVERIFY(compared > 10);
}

void TestTaskLoss::smoothsWhileTraining() {
    const auto folder = Cases / "bert-classification";
    const auto batch = batchOf(tensorsOf(folder / "expected.safetensors"));
    auto network = models::loadTaskNetwork(folder).value();
    const torch::NoGradGuard noGrad;
    const auto plain = train::taskLoss(network)(batch).item<double>();
    const auto loss = train::taskLoss(network, /*labelSmoothing=*/0.3);
    QCOMPARE(loss(batch).item<double>(), plain);
    network->train();
    QVERIFY(loss(batch).item<double>() != plain);
}

QTEST_GUILESS_MAIN(TestTaskLoss)
#include "tst_task_loss.moc"
