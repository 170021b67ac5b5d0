#include <cmath>
#include <limits>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "engine/decoding/logit_processors.h"

using namespace Qt::StringLiterals;
using namespace vitrine;
namespace fs = std::filesystem;

namespace {

/// One rounding in float32 of numbers around ten.
constexpr float Tolerance = 1e-5F;
constexpr float Removed = -std::numeric_limits<float>::infinity();

const fs::path Cases = fs::path(VITRINE_TEST_SOURCE_DIR) / "cases/logit_processors";

QJsonObject read(const fs::path& path) {
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

std::vector<float> floats(const QJsonValue& array) {
    std::vector<float> values;
    for (const auto& value : array.toArray()) {
        values.push_back(value.isString() ? Removed : static_cast<float>(value.toDouble()));
    }
    return values;
}

GenerationOptions optionsOf(const QJsonObject& json) {
    GenerationOptions options;
    options.repetitionPenalty = json["repetition_penalty"_L1].toDouble(1);
    options.temperature = json["temperature"_L1].toDouble(1);
    options.topK = json["top_k"_L1].toInt(0);
    options.topP = json["top_p"_L1].toDouble(1);
    options.minP = json["min_p"_L1].toDouble(0);
    return options;
}

std::vector<float> processed(std::vector<float> logits, const std::vector<TokenId>& context,
    const GenerationOptions& options) {
    for (const auto& processor : decoding::makeProcessors(options)) {
        processor->apply(logits, context);
    }
    return logits;
}

/// Logits whose softmax is `probabilities`.
std::vector<float> logitsOf(const std::vector<double>& probabilities) {
    std::vector<float> logits;
    for (const double probability : probabilities) {
        logits.push_back(static_cast<float>(std::log(probability)));
    }
    return logits;
}

std::vector<TokenId> kept(const std::vector<float>& logits) {
    std::vector<TokenId> ids;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        if (logits[i] > Removed) {
            ids.push_back(static_cast<TokenId>(i));
        }
    }
    return ids;
}

} // namespace

class TestLogitProcessors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreeWithTransformers_data();
    void agreeWithTransformers();
    void keepWhatTheTextbookKeeps_data();
    void keepWhatTheTextbookKeeps();
    void penaltyCountsATokenOnce();
    void smallestTemperatureStaysFinite();
    void defaultsDoNothing();
};

void TestLogitProcessors::agreeWithTransformers_data() {
    QTest::addColumn<QString>("file");
    int rows = 0;
    for (const auto& entry : fs::directory_iterator(Cases)) {
        if (entry.path().extension() == ".json") {
            const auto name = QString::fromStdString(entry.path().string());
            QTest::newRow(entry.path().stem().c_str()) << name;
            ++rows;
        }
    }
    QVERIFY(rows > 0);
}

void TestLogitProcessors::agreeWithTransformers() {
    QFETCH(QString, file);
    const auto json = read(file.toStdString());
    std::vector<TokenId> context;
    for (const auto& id : json["context"_L1].toArray()) {
        context.push_back(id.toInt());
    }
    const auto expected = floats(json["expected"_L1]);
    const auto actual
        = processed(floats(json["logits"_L1]), context, optionsOf(json["options"_L1].toObject()));
    QCOMPARE(kept(actual), kept(expected));
    for (const auto id : kept(expected)) {
        const auto i = static_cast<std::size_t>(id);
        QVERIFY(std::abs(actual[i] - expected[i]) < Tolerance);
    }
}

void TestLogitProcessors::keepWhatTheTextbookKeeps_data() {
    QTest::addColumn<GenerationOptions>("options");
    QTest::addColumn<std::vector<TokenId>>("expected");
    const auto with = [](auto change) {
        GenerationOptions options;
        change(options);
        return options;
    };
    // The probabilities are 0.1, 0.4, 0.05, 0.3, 0.15.
    QTest::newRow("top k 2") << with([](auto& o) { o.topK = 2; }) << std::vector<TokenId>{1, 3};
    QTest::newRow("top p 0.6") << with([](auto& o) { o.topP = 0.6; }) << std::vector<TokenId>{1, 3};
    QTest::newRow("top p 0.75") << with([](auto& o) { o.topP = 0.75; })
                                << std::vector<TokenId>{1, 3, 4};
    QTest::newRow("top p 0.01 keeps one")
        << with([](auto& o) { o.topP = 0.01; }) << std::vector<TokenId>{1};
    QTest::newRow("min p 0.5: at least 0.2")
        << with([](auto& o) { o.minP = 0.5; }) << std::vector<TokenId>{1, 3};
    QTest::newRow("min p 1 keeps the best")
        << with([](auto& o) { o.minP = 1; }) << std::vector<TokenId>{1};
    // The cuts work on what the one before left: of 0.4 and 0.3, renormalised, 0.57 suffices.
    QTest::newRow("top k 2, top p 0.55") << with([](auto& o) {
        o.topK = 2;
        o.topP = 0.55;
    }) << std::vector<TokenId>{1};
}

void TestLogitProcessors::keepWhatTheTextbookKeeps() {
    QFETCH(GenerationOptions, options);
    QFETCH(std::vector<TokenId>, expected);
    QCOMPARE(kept(processed(logitsOf({0.1, 0.4, 0.05, 0.3, 0.15}), {}, options)), expected);
}

void TestLogitProcessors::penaltyCountsATokenOnce() {
    GenerationOptions options;
    options.repetitionPenalty = 2;
    QCOMPARE(processed({4, -4, 4, -4}, {0, 1, 0, 0}, options), (std::vector<float>{2, -8, 4, -4}));
}

void TestLogitProcessors::smallestTemperatureStaysFinite() {
    GenerationOptions options;
    options.temperature = std::numeric_limits<double>::denorm_min();
    for (const float logit : processed({30, -20, 29}, {}, options)) {
        QVERIFY(std::isfinite(logit));
    }
}

void TestLogitProcessors::defaultsDoNothing() {
    QVERIFY(decoding::makeProcessors({}).empty());
}

QTEST_GUILESS_MAIN(TestLogitProcessors)
#include "tst_logit_processors.moc"
