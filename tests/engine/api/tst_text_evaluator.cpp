#include <cmath>

#include <QtTest>

#include "engine/api/text_model.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

constexpr double Tolerance = 1e-5; // relative: float32 in products of other sizes

const fs::path Gpt = fs::path(VITRINE_TEST_SOURCE_DIR) / "cases/generation/tied";
const fs::path Lstm = fs::path(VITRINE_SOURCE_DIR) / "tests/app/cases/tiny-lstm";

std::shared_ptr<const api::TextModel> load(const fs::path& folder) {
    LoadOptions options;
    options.device = DeviceChoice::Cpu;
    options.threads = 1;
    return api::TextModel::load(folder, options).value();
}

/// Lines from one character to more than the models' contexts, in no order of length; several times
/// what is read at once.
std::vector<std::string> unevenLines() {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < 150; ++i) {
        std::string line;
        while (line.size() < 1 + i * 37 % 211) {
            line += "the old house " + std::to_string(i * 7) + " and the sea; ";
        }
        lines.push_back(line.substr(0, 1 + i * 37 % 211));
    }
    return lines;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) {
        text += line + '\n';
    }
    return text;
}

} // namespace

class TestTextEvaluator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesReadTogetherAreAsEachByItself_data() {
        QTest::addColumn<QString>("folder");
        QTest::newRow("gpt") << QString::fromStdString(Gpt.string());
        QTest::newRow("lstm") << QString::fromStdString(Lstm.string());
    }

    void linesReadTogetherAreAsEachByItself() {
        QFETCH(QString, folder);
        const auto model = load(folder.toStdString());
        const auto lines = unevenLines();
        double nats = 0;
        std::int64_t tokens = 0;
        std::int64_t characters = 0;
        for (const auto& line : lines) {
            const auto alone = model->evaluate(line, /*lines=*/true).value();
            nats += alone.crossEntropy * static_cast<double>(alone.tokens);
            tokens += alone.tokens;
            characters += alone.characters;
        }
        const auto together = model->evaluate(joined(lines), /*lines=*/true).value();
        QCOMPARE(together.tokens, tokens);
        QCOMPARE(together.characters, characters);
        const double sum = together.crossEntropy * static_cast<double>(tokens);
        QVERIFY(std::abs(sum - nats) < Tolerance * nats);
        QVERIFY(!together.partial);
    }

    void stopsWithWhatIsDone() {
        std::stop_source source;
        double last = 0;
        const auto model = load(Lstm);
        const auto text = joined(unevenLines());
        const auto part
            = model->evaluate(text, /*lines=*/true, source.get_token(), [&](const Progress& p) {
                  last = p.fraction;
                  source.request_stop();
              });
        QVERIFY(part->partial);
        QVERIFY(last > 0 && last < 1);
        QVERIFY(part->tokens > 0);
        QVERIFY(part->tokens < model->evaluate(text, /*lines=*/true)->tokens);
    }
};

QTEST_GUILESS_MAIN(TestTextEvaluator)
#include "tst_text_evaluator.moc"
