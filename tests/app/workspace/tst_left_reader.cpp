#include <QTest>

#include <QSignalSpy>

#include <cmath>

#include "app/workspace/left_reader.h"
#include "engine/api/text_model.h"

using namespace vitrine;
using namespace vitrine::app;
using widgets::ContextView;

namespace {

constexpr int patience = 20000; // ms; a busy machine may take its time
constexpr double rounding = 1e-6; // a cache adds up in another order

const std::filesystem::path Models = std::filesystem::path(VITRINE_SOURCE_DIR) / "tests/app/models";

ModelInfo info(const char* name, const char* language, bool continues, bool attends = true) {
    ModelInfo made;
    made.name = name;
    made.languages = {language};
    made.abilities.continues = continues;
    made.abilities.attends = attends;
    return made;
}

} // namespace

/// On small models with random weights.
class TestLeftReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTextsLanguageChoosesTheModel_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<std::string>("model");
        QTest::newRow("Chinese") << QStringLiteral("床前明月光，疑是地上霜") << std::string("zh");
        QTest::newRow("English") << QStringLiteral("the cat sat") << std::string("en");
        QTest::newRow("mostly Chinese") << QStringLiteral("我们读 GPT 的论文") << std::string("zh");
        QTest::newRow("mostly English") << QStringLiteral("the poet 李白") << std::string("en");
        QTest::newRow("no letters") << QStringLiteral("1, 2") << std::string("en");
    }

    void theTextsLanguageChoosesTheModel() {
        QFETCH(QString, text);
        QFETCH(std::string, model);
        const std::vector<ModelInfo> models{info("bert", "zh", false), info("bert", "en", false),
            info("lstm", "zh", true, /*attends=*/false), info("zh", "zh", true),
            info("en", "en", true)};
        QCOMPARE(continuingModel(models, text.toStdString())->name, model);
    }

    void withoutAModelOfTheLanguageThereIsNone() {
        QVERIFY(!continuingModel({info("en", "en", true), info("bert", "zh", false)}, "床前"));
        QVERIFY(!continuingModel({}, "the"));
    }

    void aWordsProbabilityIsTheProductOverItsTokens() {
        const auto view = read({"once upon ", "a time"}); // blanks belong to the word
        const auto model = *api::TextModel::load(Models / "tiny-en", {});
        const auto& tokenizer = model->tokenizer();
        auto ids = *tokenizer.encode("once upon", false);
        ids.insert(ids.begin(), *tokenizer.beginOfText());
        const auto before = ids.size();
        const auto word = *tokenizer.encode(" a time", false);
        QVERIFY(word.size() > 1);
        ids.insert(ids.end(), word.begin(), word.end());
        const auto scored = *model->newSession()->score(ids);
        double sum = 0;
        for (auto i = before; i < ids.size(); ++i) {
            sum += scored[i].logProbability;
        }
        QVERIFY(std::abs(*view.probability / std::exp(sum) - 1) < rounding);

        ids.resize(before);
        const auto expected = *model->newSession()->nextToken(ids, {});
        QVERIFY(std::abs(*view.entropy - expected.entropy) < rounding);
        QCOMPARE(view.candidates.size(), std::size_t(5));
        QCOMPARE(view.candidates.front().id, expected.candidates.front().id);
    }

    void nothingBeforeIsABeginning() {
        const auto view = read({"", "once"});
        QVERIFY(view.probability && *view.probability > 0 && *view.probability < 1);
    }

    void withoutAWordThereIsNoProbability() {
        const auto view = read({"once", ""});
        QVERIFY(!view.probability);
        QVERIFY(view.entropy);
    }

    void aLongTextIsReadFromWhereTheContextReaches() {
        std::string text;
        for (int i = 0; i < 200; ++i) {
            text += "q";
        }
        QCOMPARE(*read({text, " once"}).probability, *read({"z" + text, " once"}).probability);
    }

    void theNewestQuestionWins() {
        LeftReader reader(nullptr);
        QSignalSpy answered(&reader, &LeftReader::answered);
        reader.ask(Models / "tiny-en", {"a", "b"});
        reader.ask(Models / "tiny-zh", {"a", "b"});
        reader.ask(Models / "tiny-en", {"once", ""});
        QTRY_VERIFY_WITH_TIMEOUT(!answered.isEmpty(), patience);
        QTest::qWait(50);
        QCOMPARE(answered.size(), 1);
        QVERIFY(!answered.front().front().value<ContextView>().probability);
    }

    void aMissingModelIsAnError() {
        LeftReader reader(nullptr);
        QSignalSpy failed(&reader, &LeftReader::failed);
        reader.ask(Models / "none", {"a", "b"});
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
    }

private:
    static ContextView read(const LeftQuestion& question) {
        LeftReader reader(nullptr);
        QSignalSpy answered(&reader, &LeftReader::answered);
        reader.ask(Models / "tiny-en", question);
        answered.wait(patience);
        return answered.isEmpty() ? ContextView() : answered.front().front().value<ContextView>();
    }
};

QTEST_GUILESS_MAIN(TestLeftReader)
#include "tst_left_reader.moc"
