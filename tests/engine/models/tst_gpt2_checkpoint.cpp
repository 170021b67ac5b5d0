#include <torch/torch.h>

#include <QTemporaryDir>
#include <QtTest>

#include "engine/formats/safetensors_writer.h"
#include "engine/models/checkpoint.h"
#include "engine/models/parameter_names.h"
#include "tests/engine/models/network_outputs.h"
#include "tests/support/case_folders.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

const fs::path Cases = fs::path(VITRINE_TEST_SOURCE_DIR) / "cases/gpt2_checkpoint";

/// The plain case, to be broken in a folder of its own.
class BrokenCopy {
public:
    BrokenCopy() { fs::copy(Cases / "plain", folder()); }
    fs::path folder() const { return fs::path(m_folder.path().toStdString()); }

    void replaceInConfig(const QByteArray& before, const QByteArray& after) const {
        QFile file(QString::fromStdString((folder() / "config.json").string()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto text = file.readAll();
        QVERIFY(text.contains(before));
        file.close();
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text.replace(before, after));
    }
    /// Writes the weights again with one tensor changed, or left out where `change` returns none.
    void changeTensor(const std::string& name,
        const std::function<std::optional<torch::Tensor>(torch::Tensor)>& change) const {
        const auto path = folder() / "model.safetensors";
        auto tensors = test::tensorsOf(path);
        const auto changed = change(tensors.at(name));
        tensors.erase(name);
        if (changed) {
            tensors.emplace(name, *changed);
        }
        std::vector<formats::TensorView> views;
        for (const auto& [key, tensor] : tensors) {
            views.push_back(models::viewOf(key, tensor));
        }
        QVERIFY(formats::writeSafetensors(path, views));
    }

private:
    QTemporaryDir m_folder;
};

} // namespace

class TestGpt2Checkpoint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void computesWhatTransformersDoes_data();
    void computesWhatTransformersDoes();
    void savesWhatItLoads_data();
    void savesWhatItLoads();
    void mapsOrCopies();
    void countsParameters();
    void untiesAnOutputThatDiffers();
    void refusesConfigThatContradictsTensors();
    void refusesConfigWithTooFewLayers();
    void refusesMissingTensor();
    void refusesIntegersAsWeights();
    void refusesNumbersThatAreNotFinite();
    void refusesToSaveWhatHalfPrecisionCannotHold();
    void stops();
};

void TestGpt2Checkpoint::computesWhatTransformersDoes_data() {
    QTest::addColumn<QString>("folder");
    const auto folders = test::caseFolders(Cases);
    QVERIFY(!folders.empty());
    for (const auto& folder : folders) {
        QTest::newRow(folder.filename().c_str()) << QString::fromStdString(folder.string());
    }
}

void TestGpt2Checkpoint::computesWhatTransformersDoes() {
    QFETCH(QString, folder);
    const fs::path path(folder.toStdString());
    auto model = models::loadNetwork(path);
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    const auto expected = test::tensorsOf(path / "expected.safetensors");
    const auto outputs = test::outputsOf(**model, expected.at("input_ids"));
    QCOMPARE(outputs.inner.size() + 2, expected.size());
    test::compareInner(outputs, expected);
    const auto logits = (*model)->logits(outputs.hidden);
    QVERIFY(test::largestDifference(logits, expected.at("logits")) < test::ParityTolerance);
}

void TestGpt2Checkpoint::savesWhatItLoads_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<formats::DataType>("type");
    QTest::addColumn<double>(
        "tolerance"); // of weights up to about 1: half a unit in the last place
    for (const auto* name : {"plain", "untied", "narrow-mlp-relu"}) {
        const auto row = [&](const char* type) {
            return qPrintable(
                QString(QLatin1String("%1 %2")).arg(QLatin1String(name), QLatin1String(type)));
        };
        QTest::newRow(row("float32"))
            << QString::fromLatin1(name) << formats::DataType::Float32 << 0.0;
        QTest::newRow(row("float16"))
            << QString::fromLatin1(name) << formats::DataType::Float16 << 1e-3;
        QTest::newRow(row("bfloat16"))
            << QString::fromLatin1(name) << formats::DataType::BFloat16 << 8e-3;
    }
}

void TestGpt2Checkpoint::savesWhatItLoads() {
    QFETCH(QString, name);
    QFETCH(formats::DataType, type);
    QFETCH(double, tolerance);
    const auto source = Cases / name.toStdString();
    auto model = models::loadNetwork(source).value();
    const auto description = models::readModelDescription(source).value();
    const QTemporaryDir folder;
    const auto saved = fs::path(folder.path().toStdString()) / "a new folder";

    QVERIFY(models::saveNetwork(*model, description, type, saved));

    QCOMPARE(models::readModelDescription(saved).value(), description);
    for (const auto& [stored, tensor] : test::tensorsOf(saved / "model.safetensors")) {
        QCOMPARE(tensor.scalar_type(), models::scalarTypeOf(type));
    }
    auto again = models::loadNetwork(saved).value();
    const auto parameters = model->named_parameters();
    for (const auto& item : again->named_parameters()) {
        const auto difference = test::largestDifference(item.value(), parameters[item.key()]);
        QVERIFY2(difference <= tolerance, item.key().c_str());
    }
}

void TestGpt2Checkpoint::mapsOrCopies() {
    const auto checkpoint = formats::CheckpointFolder::open(Cases / "plain").value();
    const auto config = models::readModelDescription(Cases / "plain")->config;
    const auto* stored = checkpoint.find("transformer.h.0.mlp.c_fc.weight");
    const auto mapped = models::loadNetwork(checkpoint, config).value();
    const auto copied = models::loadNetwork(checkpoint, config, {.mapped = false}).value();
    const auto* name = "blocks.0.mlp.expand.weight";
    const void* address = stored->bytes.data();
    QCOMPARE(mapped->named_parameters()[name].const_data_ptr(), address);
    QVERIFY(copied->named_parameters()[name].const_data_ptr() != address);
    QVERIFY(copied->named_parameters()[name].is_contiguous());
    const auto bfloat = models::loadNetwork(checkpoint, config, {.type = torch::kBFloat16}).value();
    QCOMPARE(bfloat->named_parameters()[name].scalar_type(), torch::kBFloat16);
}

void TestGpt2Checkpoint::countsParameters() {
    // The sizes that OpenAI's released files have.
    models::Gpt2Config config;
    QCOMPARE(models::parameterCount(config), 124'439'808);
    config.modelWidth = 1600;
    config.mlpWidth = 6400;
    config.layers = 48;
    config.heads = 25;
    QCOMPARE(models::parameterCount(config), 1'557'611'200);
}

void TestGpt2Checkpoint::untiesAnOutputThatDiffers() {
    const auto untied = Cases / "untied";
    auto config = std::get<models::Gpt2Config>(models::readModelDescription(untied)->config);
    config.tiedOutput = true; // which the file's own two matrices contradict
    auto model
        = models::loadNetwork(formats::CheckpointFolder::open(untied).value(), config).value();
    QVERIFY(!std::get<models::Gpt2Config>(model->configuration()).tiedOutput);
    const auto expected = test::tensorsOf(untied / "expected.safetensors");
    const auto outputs = test::outputsOf(*model, expected.at("input_ids"));
    const auto logits = model->logits(outputs.hidden);
    QVERIFY(test::largestDifference(logits, expected.at("logits")) < test::ParityTolerance);
}

void TestGpt2Checkpoint::refusesConfigThatContradictsTensors() {
    const BrokenCopy broken;
    broken.replaceInConfig("\"n_embd\": 8", "\"n_embd\": 16");
    const auto model = models::loadNetwork(broken.folder());
    QVERIFY(!model);
    QCOMPARE(model.error().code, ErrorCode::TensorShape);
    QCOMPARE(model.error().subject, (broken.folder() / "model.safetensors").string());
    QCOMPARE(model.error().place, "transformer.wte.weight: [19, 8], [19, 16]");
}

void TestGpt2Checkpoint::refusesConfigWithTooFewLayers() {
    const BrokenCopy broken;
    broken.replaceInConfig("\"n_layer\": 2", "\"n_layer\": 1");
    const auto model = models::loadNetwork(broken.folder());
    QVERIFY(!model);
    QCOMPARE(model.error().code, ErrorCode::ValueInvalid);
    QCOMPARE(model.error().subject, (broken.folder() / "config.json").string());
    QCOMPARE(model.error().place, "/n_layer");
}

void TestGpt2Checkpoint::refusesMissingTensor() {
    const BrokenCopy broken;
    broken.changeTensor("transformer.h.1.ln_2.bias", [](auto) { return std::nullopt; });
    const auto model = models::loadNetwork(broken.folder());
    QVERIFY(!model);
    QCOMPARE(model.error().code, ErrorCode::TensorMissing);
    QCOMPARE(model.error().place, "transformer.h.1.ln_2.bias");
}

void TestGpt2Checkpoint::refusesIntegersAsWeights() {
    const BrokenCopy broken;
    broken.changeTensor(
        "transformer.ln_f.weight", [](const torch::Tensor& t) { return t.to(torch::kInt32); });
    const auto model = models::loadNetwork(broken.folder());
    QVERIFY(!model);
    QCOMPARE(model.error().code, ErrorCode::TensorType);
    QCOMPARE(model.error().place, "transformer.ln_f.weight: I32");
}

void TestGpt2Checkpoint::refusesNumbersThatAreNotFinite() {
    for (const auto type : {torch::kFloat16, torch::kBFloat16, torch::kFloat32, torch::kFloat64}) {
        for (const double value : {NAN, INFINITY, -INFINITY}) {
            const BrokenCopy broken;
            broken.changeTensor("transformer.wpe.weight", [&](const torch::Tensor& tensor) {
                auto changed = tensor.to(type, /*non_blocking=*/false, /*copy=*/true);
                changed[2][3] = value;
                return changed;
            });
            const auto model = models::loadNetwork(broken.folder());
            QVERIFY(!model);
            QCOMPARE(model.error().code, ErrorCode::TensorNotFinite);
            QCOMPARE(model.error().place, "transformer.wpe.weight[19]");
        }
    }
}

void TestGpt2Checkpoint::refusesToSaveWhatHalfPrecisionCannotHold() {
    auto model = models::loadNetwork(Cases / "plain", {.mapped = false}).value();
    {
        const torch::NoGradGuard noGrad;
        model->named_parameters()["finalNorm.bias"][5] = 1e5; // float16 ends at 65504
    }
    const QTemporaryDir folder;
    const fs::path path(folder.path().toStdString());
    const auto saved = models::saveNetwork(*model, {}, formats::DataType::Float16, path);
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, ErrorCode::TensorNotFinite);
    QCOMPARE(saved.error().place, "transformer.ln_f.bias[5]");
    QVERIFY(fs::is_empty(path));
}

void TestGpt2Checkpoint::stops() {
    std::stop_source stop;
    int steps = 0;
    const auto model
        = models::loadNetwork(Cases / "plain", {}, stop.get_token(), [&](const Progress&) {
              ++steps;
              stop.request_stop();
          });
    QVERIFY(!model);
    QCOMPARE(model.error().code, ErrorCode::Interrupted);
    QCOMPARE(steps, 1);
}

QTEST_GUILESS_MAIN(TestGpt2Checkpoint)
#include "tst_gpt2_checkpoint.moc"
