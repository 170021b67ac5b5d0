#include <algorithm>
#include <cmath>
#include <fstream>

#include <QtTest>

#include <nlohmann/json.hpp>

#include "engine/api/text_inspector.h"
#include "engine/api/text_model.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

/// Float32 rounding of two implementations that add in different orders.
constexpr double Tolerance = 1e-4;

const fs::path Cases = fs::path(VITRINE_TEST_SOURCE_DIR) / "cases";

std::unique_ptr<api::TextInspector> inspectorOf(
    const fs::path& model, DType dtype = DType::Float32) {
    LoadOptions options;
    options.device = DeviceChoice::Cpu;
    options.dtype = dtype;
    return api::TextModel::load(Cases / model, options).value()->newInspector();
}

nlohmann::json caseOf(const char* name) {
    std::ifstream stream(Cases / "attribution" / (std::string(name) + ".json"));
    return nlohmann::json::parse(stream).at(0);
}

bool isNear(double value, const nlohmann::json& expected) {
    return std::abs(value - expected.get<double>()) < Tolerance;
}

bool areNear(const std::vector<double>& values, const nlohmann::json& expected) {
    return std::ranges::equal(values, expected, isNear);
}

} // namespace

/// What tokens contribute to a logit, against PyTorch's autograd.
class TestInputAttribution : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithAutograd_data();
    void agreesWithAutograd();
    void explainsNextSentencesAsAutograd();
    void leavesTheModelAsItWas();
    void refusesWhatIsOutside();
    void saysThatReducedPrecisionHasNoGradient();
};

void TestInputAttribution::agreesWithAutograd_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"next-token", "masked-token"}) {
        QTest::newRow(name) << QString::fromLatin1(name);
    }
}

void TestInputAttribution::agreesWithAutograd() {
    QFETCH(QString, name);
    const auto expected = caseOf(name.toLatin1());
    const auto inspector = inspectorOf(expected.at("model").get<std::string>());
    const auto ids = expected.at("ids").get<std::vector<TokenId>>();
    QVERIFY(inspector->run(ids).has_value());
    const auto attribution = inspector->attribute(expected.at("position"), expected.at("token"));
    QVERIFY2(attribution, attribution ? "" : attribution.error().detail.c_str());
    QVERIFY(isNear(attribution->score, expected.at("score")));
    QVERIFY(areNear(attribution->contributions, expected.at("contributions")));
    QVERIFY(std::ranges::equal(attribution->attention, expected.at("attention"), areNear));
    QVERIFY(std::ranges::equal(attribution->tokens, ids, {}, &Token::id));
}

void TestInputAttribution::explainsNextSentencesAsAutograd() {
    const auto expected = caseOf("next-sentence");
    const auto inspector = inspectorOf(expected.at("model").get<std::string>());
    QVERIFY(inspector->run(expected.at("ids").get<std::vector<TokenId>>(),
        expected.at("segments").get<std::vector<int>>()));
    const auto attribution = inspector->attributeNextSentence();
    QVERIFY2(attribution, attribution ? "" : attribution.error().detail.c_str());
    QVERIFY(isNear(attribution->score, expected.at("score")));
    QVERIFY(areNear(attribution->contributions, expected.at("contributions")));
    const auto gpt = inspectorOf("generation/tied");
    QVERIFY(gpt->run(std::vector<TokenId>{7, 3}).has_value());
    QCOMPARE(gpt->attributeNextSentence().error().code, ErrorCode::HeadMissing);
}

void TestInputAttribution::leavesTheModelAsItWas() {
    const auto inspector = inspectorOf("generation/tied");
    const std::vector<TokenId> ids{7, 3, 65, 66, 9};
    QVERIFY(inspector->run(ids).has_value());
    const auto before = inspector->attention({0, 0}).value();
    const auto once = inspector->attribute(4, 70).value();
    QVERIFY(inspector->attribute(4, 70).value() == once);
    QVERIFY(inspector->attention({0, 0}).value() == before);
    QVERIFY(inspector->run(std::vector<TokenId>{7, 3, 65}).has_value());
}

void TestInputAttribution::refusesWhatIsOutside() {
    const auto inspector = inspectorOf("generation/tied");
    QVERIFY(inspector->run(std::vector<TokenId>{7, 3}).has_value());
    QCOMPARE(inspector->attribute(2, 70).error().code, ErrorCode::OptionInvalid);
    QCOMPARE(inspector->attribute(0, 999).error().code, ErrorCode::TokenUnknown);
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(inspector->attribute(0, 70, stop.get_token()).error().code, ErrorCode::Interrupted);
    const auto headless = inspectorOf("masked/distilbert-without-heads");
    QVERIFY(headless->run(std::vector<TokenId>{2, 3}).has_value());
    QCOMPARE(headless->attribute(0, 3).error().code, ErrorCode::HeadMissing);
}

void TestInputAttribution::saysThatReducedPrecisionHasNoGradient() {
    const auto inspector = inspectorOf("generation/tied", DType::Int8);
    QVERIFY(inspector->run(std::vector<TokenId>{7, 3}).has_value());
    const auto refused = inspector->attribute(1, 70);
    QCOMPARE(refused.error().code, ErrorCode::OptionInvalid);
    QCOMPARE(refused.error().subject, "precision");
}

QTEST_GUILESS_MAIN(TestInputAttribution)
#include "tst_input_attribution.moc"
