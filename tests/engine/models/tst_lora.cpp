#include <fstream>

#include <torch/torch.h>

#include <QtTest>

#include "engine/formats/safetensors_writer.h"
#include "engine/models/checkpoint.h"
#include "engine/models/lora.h"
#include "engine/models/peft_folder.h"
#include "tests/engine/models/case_rows.h"
#include "tests/engine/models/network_outputs.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

const fs::path Cases = fs::path(VITRINE_TEST_SOURCE_DIR) / "cases/lora";
constexpr double GradientTolerance = 1e-3; // of sums over many squares, up to some hundreds

models::Network loadBase(const fs::path& folder) {
    return models::loadNetwork(folder / "base", {.mapped = false}).value();
}

torch::Tensor hiddenOf(models::LanguageModel& network, const torch::Tensor& ids) {
    return network.hidden({ids});
}

/// A case whose adapter is broken in a folder of its own.
class BrokenAdapter {
public:
    BrokenAdapter() { fs::copy(Cases / "gpt2/adapter", folder()); }
    fs::path folder() const { return m_folder.path() / "adapter"; }

    void replaceInConfig(const std::string& before, const std::string& after) const {
        std::ostringstream text;
        text << std::ifstream(folder() / "adapter_config.json").rdbuf();
        auto config = text.str();
        config.replace(config.find(before), before.size(), after);
        std::ofstream(folder() / "adapter_config.json") << config;
    }
    void changeTensors(const std::function<void(test::NamedTensors&)>& change) const {
        auto tensors = test::tensorsOf(folder() / "adapter_model.safetensors");
        change(tensors);
        std::vector<formats::TensorView> views;
        for (const auto& [name, tensor] : tensors) {
            views.push_back(models::viewOf(name, tensor));
        }
        QVERIFY(formats::writeSafetensors(folder() / "adapter_model.safetensors", views));
    }
    Error error() const {
        const auto network = loadBase(Cases / "gpt2");
        const auto added = models::addAdapter(*network, folder());
        return added ? Error() : added.error();
    }

private:
    test::ScratchFolder m_folder;
};

const std::string FirstDown = "base_model.model.transformer.h.0.attn.c_attn.lora_A.weight";
const std::string FirstUp = "base_model.model.transformer.h.0.attn.c_attn.lora_B.weight";

} // namespace

/// Adapters as PEFT writes and computes them.
class TestLora : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void computesWhatPeftDoes_data() { test::addCaseRows(Cases); }
    void computesWhatPeftDoes();
    void hasPeftsGradients_data() { test::addCaseRows(Cases); }
    void hasPeftsGradients();
    void mergedEqualsUnmerged_data() { test::addCaseRows(Cases); }
    void mergedEqualsUnmerged();
    void readsWhatItWrites();
    void beginsAsTheModelWas();
    void freezesTheModel();
    void refusesUnknownTarget();
    void refusesVariants();
    void refusesHalfAnUpdate();
    void refusesWrongShape();
    void refusesTensorWithoutPlace();
    void refusesAdapterWithoutItsModel();
};

void TestLora::computesWhatPeftDoes() {
    QFETCH(QString, name);
    const auto folder = Cases / name.toStdString();
    const auto expected = test::tensorsOf(folder / "expected.safetensors");
    const auto network = loadBase(folder);
    const auto& ids = expected.at("input_ids");
    const torch::NoGradGuard noGrad;
    QVERIFY(test::largestDifference(hiddenOf(*network, ids), expected.at("hidden"))
        > test::ParityTolerance);
    const auto added = models::addAdapter(*network, folder / "adapter");
    QVERIFY2(added, added ? "" : added.error().detail.c_str());
    QVERIFY(test::largestDifference(hiddenOf(*network, ids), expected.at("hidden"))
        < test::ParityTolerance);
}

void TestLora::hasPeftsGradients() {
    QFETCH(QString, name);
    const auto folder = Cases / name.toStdString();
    const auto expected = test::tensorsOf(folder / "expected.safetensors");
    const auto network = loadBase(folder);
    QVERIFY(models::addAdapter(*network, folder / "adapter"));
    hiddenOf(*network, expected.at("input_ids")).square().sum().backward();
    std::size_t compared = 0;
    for (const auto& map : models::namedLinears(*network)) {
        if (!map.linear->update) {
            continue;
        }
        const auto compare = [&](const char* part, const torch::Tensor& parameter) {
            for (const auto& [key, gradient] : expected) {
                const auto end = map.stored.substr(map.stored.find('.') + 1) + part;
                if (key.starts_with("gradient.") && key.ends_with(end)) {
                    QVERIFY2(
                        test::largestDifference(parameter.grad(), gradient) < GradientTolerance,
                        key.c_str());
                    ++compared;
                }
            }
        };
        compare(".lora_A.weight", map.linear->update->down);
        compare(".lora_B.weight", map.linear->update->up);
    }
    QCOMPARE(compared, expected.size() - 2);
}

void TestLora::mergedEqualsUnmerged() {
    QFETCH(QString, name);
    const auto folder = Cases / name.toStdString();
    const auto ids = test::tensorsOf(folder / "expected.safetensors").at("input_ids");
    const torch::NoGradGuard noGrad;
    const auto network = loadBase(folder);
    QVERIFY(models::addAdapter(*network, folder / "adapter"));
    const auto unmerged = hiddenOf(*network, ids);
    const test::ScratchFolder saved;
    QVERIFY(models::saveNetwork(*network, {}, formats::DataType::Float32, saved.path()));
    models::mergeLora(*network);
    for (const auto& map : models::namedLinears(*network)) {
        QVERIFY(!map.linear->update);
    }
    QVERIFY(test::largestDifference(hiddenOf(*network, ids), unmerged) < test::ParityTolerance);
    // Also by opening the adapter's folder, and the folder that the adapted network was saved in.
    for (const auto& source : {folder / "adapter", saved.path()}) {
        const auto opened = models::loadNetwork(source);
        QVERIFY2(opened, opened ? "" : opened.error().detail.c_str());
        QVERIFY(test::largestDifference(hiddenOf(**opened, ids), unmerged) < test::ParityTolerance);
    }
}

void TestLora::readsWhatItWrites() {
    const auto ids = test::tensorsOf(Cases / "gpt2/expected.safetensors").at("input_ids");
    const torch::NoGradGuard noGrad;
    const auto network = loadBase(Cases / "gpt2");
    const LoraOptions options{
        .rank = 3, .alpha = 5, .dropout = 0.25, .targets = {"c_attn", "mlp.c_proj"}};
    QVERIFY(models::addLora(*network, options, /*seed=*/1));
    for (auto& map : models::namedLinears(*network)) {
        if (map.linear->update) {
            map.linear->update->up.normal_();
        }
    }
    const test::ScratchFolder folder;
    const auto base = (Cases / "gpt2/base").string();
    QVERIFY(models::saveAdapter(*network, {options, base}, folder.path()));
    const auto read = models::readAdapterDescription(folder.path());
    QVERIFY2(read, read ? "" : read.error().detail.c_str());
    QCOMPARE(read->base, base);
    QVERIFY(read->options == options);
    const auto opened = models::loadNetwork(folder.path());
    QVERIFY2(opened, opened ? "" : opened.error().detail.c_str());
    QVERIFY(test::largestDifference(hiddenOf(**opened, ids), hiddenOf(*network, ids))
        < test::ParityTolerance);
}

void TestLora::beginsAsTheModelWas() {
    const auto ids = test::tensorsOf(Cases / "llama/expected.safetensors").at("input_ids");
    const torch::NoGradGuard noGrad;
    const auto network = loadBase(Cases / "llama");
    const auto before = hiddenOf(*network, ids);
    QVERIFY(models::addLora(*network, {}, /*seed=*/1));
    QVERIFY(hiddenOf(*network, ids).equal(before));
}

void TestLora::freezesTheModel() {
    const auto network = loadBase(Cases / "bert");
    QVERIFY(models::addLora(*network, {.rank = 2}, /*seed=*/1));
    std::int64_t trained = 0;
    for (const auto& item : network->named_parameters()) {
        if (item.value().requires_grad()) {
            QVERIFY2(item.key().find(".update.") != std::string::npos, item.key().c_str());
            trained += item.value().numel();
        }
    }
    QCOMPARE(trained, 2 * 2 * (2 * 8 + 2 * 8)); // layers, queries and values, A and B
}

void TestLora::refusesUnknownTarget() {
    const auto network = loadBase(Cases / "gpt2");
    const auto added = models::addLora(*network, {.targets = {"c_attn", "q_proj"}}, /*seed=*/1);
    QCOMPARE(added.error().code, ErrorCode::OptionInvalid);
    QCOMPARE(added.error().place, "q_proj");
}

void TestLora::refusesVariants() {
    const BrokenAdapter dora;
    dora.replaceInConfig("\"use_dora\": false", "\"use_dora\": true");
    QCOMPARE(dora.error().place, "/use_dora");
    const BrokenAdapter other;
    other.replaceInConfig("\"LORA\"", "\"IA3\"");
    QCOMPARE(other.error().place, "/peft_type");
}

void TestLora::refusesHalfAnUpdate() {
    const BrokenAdapter broken;
    broken.changeTensors([](test::NamedTensors& tensors) { tensors.erase(FirstUp); });
    QCOMPARE(broken.error().code, ErrorCode::TensorMissing);
    QVERIFY(broken.error().place.ends_with("c_attn.lora_B.weight"));
}

void TestLora::refusesWrongShape() {
    const BrokenAdapter broken;
    broken.changeTensors([](test::NamedTensors& tensors) {
        tensors[FirstDown] = torch::zeros({2, 9});
    });
    QCOMPARE(broken.error().code, ErrorCode::TensorShape);
}

void TestLora::refusesTensorWithoutPlace() {
    const BrokenAdapter broken;
    broken.changeTensors([](test::NamedTensors& tensors) {
        tensors["base_model.model.transformer.h.7.attn.c_attn.lora_A.weight"]
            = torch::zeros({2, 8});
    });
    QCOMPARE(broken.error().code, ErrorCode::CheckpointMismatch);
}

void TestLora::refusesAdapterWithoutItsModel() {
    const BrokenAdapter moved;
    const auto opened = models::loadNetwork(moved.folder());
    QCOMPARE(opened.error().code, ErrorCode::FileMissing);
}

QTEST_GUILESS_MAIN(TestLora)
#include "tst_lora.moc"
