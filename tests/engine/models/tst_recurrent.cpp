#include <torch/torch.h>

#include <QTemporaryDir>
#include <QtTest>

#include "engine/inspect/states.h"
#include "engine/models/checkpoint.h"
#include "engine/nn/interrupted.h"
#include "tests/engine/models/network_outputs.h"
#include "tests/engine/models/case_rows.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

/// The same sums in another order: float32 rounding.
constexpr double OrderTolerance = 1e-6;

const fs::path Cases = fs::path(VITRINE_TEST_SOURCE_DIR) / "cases/recurrent";

torch::Tensor tensorOf(const StateTrace& trace) {
    return torch::tensor(trace.values).view({trace.positions, trace.width});
}

/// The state before each position: that after the one before, at first none.
torch::Tensor shifted(const torch::Tensor& states) {
    return torch::cat({torch::zeros({1, states.size(1)}), states.slice(0, 0, states.size(0) - 1)});
}

/// The traces of the first layer by their site.
std::map<Site, torch::Tensor> statesOf(const fs::path& folder) {
    const torch::NoGradGuard noGrad;
    const auto ids
        = test::tensorsOf(folder / "expected.safetensors").at("input_ids").slice(0, 0, 1);
    std::map<Site, torch::Tensor> states;
    for (const auto& trace :
        inspect::statesOver(*models::loadNetwork(folder).value(), ids, /*stop=*/{})) {
        if (trace.layer == 0) {
            states.emplace(trace.site, tensorOf(trace));
        }
    }
    return states;
}

} // namespace

/// Recurrent networks and the feed-forward language model.
class TestRecurrent : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_noGrad.emplace(); }
    void cleanup() { m_noGrad.reset(); }
    void computesWhatPyTorchDoes_data() { test::addCaseRows(Cases); }
    void computesWhatPyTorchDoes();
    void continuesFromItsCache_data() { test::addCaseRows(Cases); }
    void continuesFromItsCache();
    void movesRowsOfItsCache_data() { test::addCaseRows(Cases); }
    void movesRowsOfItsCache();
    void savesWhatItLoads_data() { test::addCaseRows(Cases); }
    void savesWhatItLoads();
    void lstmGatesMakeItsStates();
    void gruGatesMakeItsStates();
    void refusesConfigWithTooFewLayers();
    void refusesWindowThatContradictsTensors();
    void forgetsNothingAtFirst();
    void stops();

private:
    fs::path folder() const {
        QFETCH(QString, name);
        return Cases / name.toStdString();
    }

    std::optional<torch::NoGradGuard> m_noGrad;
};

void TestRecurrent::computesWhatPyTorchDoes() {
    auto model = models::loadNetwork(folder());
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    const auto expected = test::tensorsOf(folder() / "expected.safetensors");
    nn::Inspection inspection;
    inspection.keep(Site::CellState);
    (*model)->hidden(expected.at("input_ids"), /*cache=*/nullptr, &inspection);
    const auto& cells = inspection.kept(Site::CellState);
    const auto outputs = test::outputsOf(**model, expected.at("input_ids"));
    QCOMPARE(outputs.inner.size() + cells.size() + 2, expected.size());
    test::compareInner(outputs, expected);
    for (std::size_t layer = 0; layer < cells.size(); ++layer) {
        const auto& cell = expected.at("cell." + std::to_string(layer));
        QVERIFY(test::largestDifference(cells[layer], cell) < test::ParityTolerance);
    }
    const auto logits = (*model)->logits(outputs.hidden);
    QVERIFY(test::largestDifference(logits, expected.at("logits")) < test::ParityTolerance);
}

void TestRecurrent::continuesFromItsCache() {
    const auto model = models::loadNetwork(folder()).value();
    const auto ids = test::tensorsOf(folder() / "expected.safetensors").at("input_ids");
    const auto whole = model->hidden(ids);
    nn::KvCache cache(model->cacheShape(ids.size(0), ids.size(1)), torch::kFloat32);
    const auto after = [&](std::int64_t begin, std::int64_t end) {
        const auto part = model->hidden(ids.slice(1, begin, end), &cache);
        return test::largestDifference(part, whole.slice(1, begin, end));
    };
    QVERIFY(after(0, 1) < OrderTolerance);
    QVERIFY(after(1, 7) < OrderTolerance);
    QVERIFY(after(7, 9) < OrderTolerance);
    cache.truncate(2); // the text was changed there
    QVERIFY(after(2, 9) < OrderTolerance);
}

void TestRecurrent::movesRowsOfItsCache() {
    const auto model = models::loadNetwork(folder()).value();
    const auto ids = test::tensorsOf(folder() / "expected.safetensors").at("input_ids");
    nn::KvCache cache(model->cacheShape(ids.size(0), ids.size(1)), torch::kFloat32);
    model->hidden(ids.slice(1, 0, 5), &cache);
    cache.reorder({1, 0});
    const auto turned = torch::cat({ids.slice(0, 1, 2), ids.slice(0, 0, 1)}); // both rows
    const auto moved = model->hidden(turned.slice(1, 5, 9), &cache);
    const auto whole = model->hidden(turned).slice(1, 5, 9);
    QVERIFY(test::largestDifference(moved, whole) < OrderTolerance);
}

void TestRecurrent::savesWhatItLoads() {
    auto model = models::loadNetwork(folder()).value();
    const auto description = models::readModelDescription(folder()).value();
    const QTemporaryDir target;
    const fs::path saved(target.path().toStdString());
    QVERIFY(models::saveNetwork(*model, description, formats::DataType::Float32, saved));
    QCOMPARE(models::readModelDescription(saved).value(), description);
    const auto again = models::loadNetwork(saved).value();
    const auto parameters = model->named_parameters();
    QCOMPARE(again->named_parameters().size(), parameters.size());
    for (const auto& item : again->named_parameters()) {
        QVERIFY(item.value().equal(parameters[item.key()]));
    }
}

void TestRecurrent::lstmGatesMakeItsStates() {
    const auto states = statesOf(Cases / "lstm");
    QCOMPARE(states.size(), 6U);
    const auto cell = states.at(Site::ForgetGate) * shifted(states.at(Site::CellState))
        + states.at(Site::InputGate) * states.at(Site::CandidateState);
    QVERIFY(test::largestDifference(cell, states.at(Site::CellState)) < OrderTolerance);
    const auto hidden = states.at(Site::OutputGate) * torch::tanh(cell);
    QVERIFY(test::largestDifference(hidden, states.at(Site::HiddenState)) < OrderTolerance);
}

void TestRecurrent::gruGatesMakeItsStates() {
    const auto states = statesOf(Cases / "gru");
    QCOMPARE(states.size(), 4U);
    const auto& z = states.at(Site::UpdateGate);
    const auto hidden
        = (1 - z) * states.at(Site::CandidateState) + z * shifted(states.at(Site::HiddenState));
    QVERIFY(test::largestDifference(hidden, states.at(Site::HiddenState)) < OrderTolerance);
    QVERIFY(states.at(Site::ResetGate).gt(0).all().item<bool>());
    QVERIFY(states.at(Site::ResetGate).lt(1).all().item<bool>());
}

void TestRecurrent::refusesConfigWithTooFewLayers() {
    auto config = models::readModelDescription(Cases / "gru").value().config;
    std::get<models::RecurrentConfig>(config).layers = 1;
    const auto checkpoint = formats::CheckpointFolder::open(Cases / "gru").value();
    const auto model = models::loadNetwork(checkpoint, config);
    QVERIFY(!model);
    QCOMPARE(model.error().code, ErrorCode::ValueInvalid);
    QCOMPARE(model.error().place, "/num_hidden_layers");
}

void TestRecurrent::refusesWindowThatContradictsTensors() {
    auto config = models::readModelDescription(Cases / "feed-forward").value().config;
    std::get<models::FeedForwardLmConfig>(config).window = 5;
    const auto checkpoint = formats::CheckpointFolder::open(Cases / "feed-forward").value();
    const auto model = models::loadNetwork(checkpoint, config);
    QVERIFY(!model);
    QCOMPARE(model.error().code, ErrorCode::TensorShape);
    QCOMPARE(model.error().place, "H.weight: [6, 18], [6, 30]");
}

void TestRecurrent::forgetsNothingAtFirst() {
    models::RecurrentConfig config{.vocabularySize = 11, .modelWidth = 8, .layers = 2};
    const auto model = models::makeNetwork(config);
    model->initialize(1);
    const auto bias = model->named_parameters()["blocks.1.input.bias"];
    QVERIFY(bias.slice(0, 8, 16).eq(1).all().item<bool>()); // the forget gate's rows
    QCOMPARE(bias.sum().item<float>(), 8.0F);
}

void TestRecurrent::stops() {
    const auto model = models::loadNetwork(Cases / "lstm").value();
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_EXCEPTION_THROWN(
        model->hidden(torch::zeros({1, 3}, torch::kLong), nullptr, nullptr, stop.get_token()),
        nn::Interrupted);
}

QTEST_GUILESS_MAIN(TestRecurrent)
#include "tst_recurrent.moc"
