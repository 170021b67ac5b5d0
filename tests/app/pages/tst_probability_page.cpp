#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>

#include "app/pages/compared_models_panel.h"
#include "app/pages/comparison_numbers.h"
#include "app/pages/measure_card.h"
#include "app/pages/ngram_derivation_text.h"
#include "app/pages/ngram_table_card.h"
#include "app/pages/ngram_why_panel.h"
#include "app/pages/perplexity_curves.h"
#include "app/pages/probability_page.h"
#include "app/pages/prompt_race_card.h"
#include "app/pages/sentence_ranking_card.h"
#include "app/pages/sentence_steps_view.h"
#include "engine/ngram/counts_file.h"
#include "engine/ngram/ngram_counter.h"
#include "widgets/common/theme.h"
#include "widgets/ngram/comparison_chart.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

constexpr int patience = 20000; // ms; a busy machine may take its time

/// A folder of built-in n-gram models, one for each language.
void writeModel(const QString& folder, const char* name, const char* language, const char* text,
    NgramUnit unit) {
    const auto path = folder + QLatin1Char('/') + QLatin1String(name);
    QDir().mkpath(path);
    QFile card(path + QStringLiteral("/README.md"));
    QVERIFY(card.open(QIODevice::WriteOnly));
    card.write(QByteArray("---\nlanguage: ") + language + "\n---\n# Test\n");
    auto counter = ngram::NgramCounter::create({.order = 3, .unit = unit}).value();
    QVERIFY(counter.addText(text, [](double) {}, {}));
    QVERIFY(ngram::writeCounts(
        *counter.finish({}).value(), (path + QStringLiteral("/counts.ngrams")).toStdString()));
}

} // namespace

/// The Probability lens over n-gram models of a few sentences.
class TestProbabilityPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        widgets::Theme().applyTo(*qApp);
        writeModel(m_models.path(), "zh", "zh", "你先走\n你先来\n我先走\n", NgramUnit::Character);
        writeModel(m_models.path(), "en", "en", "the cat sat .\nthe cat ran .\n", NgramUnit::Word);
        std::filesystem::copy(VITRINE_TEST_SOURCE_DIR "/../cases/tiny-lstm",
            m_models.path().toStdString() + "/lstm"); // English
    }

    void init() {
        m_laboratory = std::make_unique<Laboratory>(m_models.path().toStdString());
        m_page = std::make_unique<ProbabilityPage>(*m_laboratory, nullptr);
        m_page->resize(1100, 700);
        m_laboratory->workspace().setText("你先");
        m_page->show();
        QTRY_VERIFY_WITH_TIMEOUT(numbers().rowCount() == 5, patience);
    }

    void cleanup() {
        m_page.reset();
        m_laboratory.reset();
    }

    void theTextsLanguageChoosesTheModels() {
        QCOMPARE(m_page->shelf().unit(), NgramUnit::Character);
        m_laboratory->workspace().setText("the cat");
        QTRY_COMPARE_WITH_TIMEOUT(m_page->shelf().unit(), NgramUnit::Word, patience);
        QVERIFY(ranking().sentences().contains(QStringLiteral("old man"))); // examples follow too
    }

    void builtInNetworksStandBesideTheCounts() {
        auto& shelf = m_page->shelf();
        const auto neural = [&] {
            return std::ranges::count_if(
                shelf.models(), [](const ComparedModel& model) { return model.neural != nullptr; });
        };
        QCOMPARE(neural(), 0); // none of Chinese
        m_laboratory->workspace().setText("the cat");
        QTRY_COMPARE_WITH_TIMEOUT(neural(), 1, patience);
        QCOMPARE(shelf.models().back().name, QStringLiteral("LSTM"));
        QCOMPARE(shelf.networks(), std::vector<std::string>{"lstm"});
        QTRY_VERIFY_WITH_TIMEOUT(numbers().rowCount() == 6, patience);
        auto& steps = *m_page->findChild<SentenceStepsView*>();
        QTRY_COMPARE_WITH_TIMEOUT(steps.steps().surprisals.size(), std::size_t{6}, patience);
        Q_EMIT steps.unitChosen(/*model=*/5, /*unit=*/1);
        QVERIFY2(labels().contains(QStringLiteral("LSTM · cat")), qPrintable(labels()));
        shelf.remove(static_cast<int>(shelf.models().size()) - 1);
        QCOMPARE(neural(), 0);
        QCOMPARE(shelf.state().networks, std::vector<std::string>{"feed-forward"});
        shelf.setNetwork("lstm", true);
        QTRY_COMPARE_WITH_TIMEOUT(neural(), 1, patience);
    }

    void aBarIsExplained() {
        QTest::keyClick(&chart(), Qt::Key_Right); // the first bar: 1-gram
        QVERIFY(labels().contains(QStringLiteral("Why")));
        QVERIFY(labels().contains(QStringLiteral("p(走)")));
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(&chart(), Qt::Key_Down);
        }
        // c(你先走) = 1 of 2, then 先走, then 走 alone
        QVERIFY2(labels().contains(QStringLiteral("p(走 | 你 先)")), qPrintable(labels()));
        QVERIFY(labels().contains(QStringLiteral("c(你 先 走) = 1")));
        QVERIFY(labels().contains(QStringLiteral("p(走 | 先)")));
        QVERIFY(labels().contains(QStringLiteral("N₁₊(• 先 走) = 2")));
    }

    void aNewAnswerIsReadFromItsBeginning() {
        QScrollArea column;
        column.setWidgetResizable(true);
        column.setWidget(m_page->inspector());
        column.resize(300, 120);
        column.show();
        QTest::keyClick(&chart(), Qt::Key_Right);
        QVERIFY(QTest::qWaitForWindowExposed(&column));
        auto& bar = *column.verticalScrollBar();
        QTRY_VERIFY(bar.maximum() > 0);
        bar.setValue(bar.maximum());
        QTest::keyClick(&chart(), Qt::Key_Right);
        QCOMPARE(bar.value(), 0);
        column.takeWidget()->setParent(m_page.get());
    }

    void aMissingNgramIsNamed() {
        const auto counts = m_page->shelf().counts(); // 你先走, 你先来, 我先走
        const auto model = ngram::NgramModel::estimated(counts, {.order = 3}, {}).value();
        const auto proseAfter = [&](const char* context, const char* word) {
            return proseOf(model->derivation(model->encode(context), /*fromStart=*/false, word));
        };
        const auto missing = proseAfter("我先", "来");
        QVERIFY2(missing.contains(QStringLiteral("“我 先 来” is not")), qPrintable(missing));
        QVERIFY(missing.contains(QStringLiteral("“先 来”")));
        QVERIFY(proseAfter("走来", "我").contains(QStringLiteral("is “我”")));
        QVERIFY(!proseAfter("你先", "走").contains(QStringLiteral("is not")));
    }

    void sentencesAreRanked() {
        auto& edit = *ranking().findChild<QPlainTextEdit*>();
        edit.setFocus();
        edit.selectAll();
        QTest::keyClick(&edit, Qt::Key_Delete);
        edit.insertPlainText(QStringLiteral("走先你\n你先走"));
        const auto* table = ranking().table();
        QTRY_VERIFY_WITH_TIMEOUT(table->rowCount() == 2
                && table->index(1, 0).data().toString() == QStringLiteral("你先走"),
            patience);
        const int last = table->columnCount() - 1; // the longest n-gram
        const auto value
            = [&](int row) { return table->index(row, last).data(Qt::UserRole).toDouble(); };
        QTRY_VERIFY_WITH_TIMEOUT(value(1) > value(0), patience);
        QVERIFY(table->index(1, last).data(Qt::FontRole).value<QFont>().bold());
        QVERIFY(!table->index(0, last).data(Qt::FontRole).isValid());
        // A narrow column may cut a sentence off.
        QCOMPARE(table->index(1, 0).data(Qt::ToolTipRole).toString(), QStringLiteral("你先走"));
    }

    void anAlternativeIsFollowedStepByStep() {
        ranking().setSentences(QStringLiteral("我先来\n你先走"));
        const auto* table = ranking().table();
        QTRY_COMPARE_WITH_TIMEOUT(table->rowCount(), 2, patience);
        auto& view = *ranking().findChild<QTableView*>();
        QTRY_VERIFY_WITH_TIMEOUT(
            table->index(0, 0).data().toString() == QStringLiteral("我先来"), patience);
        QTest::mouseClick(
            view.viewport(), Qt::LeftButton, {}, view.visualRect(table->index(0, 0)).center());
        QTRY_VERIFY_WITH_TIMEOUT(steps().rowCount() == 3
                && steps().index(0, 0).data().toString() == QStringLiteral("我"),
            patience);
        // The running product ends with the product of all.
        double product = 1;
        for (int row = 0; row < 3; ++row) {
            product *= steps().index(row, 1).data(Qt::UserRole).toDouble();
        }
        const auto shown = steps().index(2, 2).data(Qt::UserRole).toDouble();
        QVERIFY(std::abs(shown - product) < 1e-9 + 1e-6 * product);
    }

    void aModelIsSwitchedOff() {
        auto& list = *m_page->inspector()->findChild<QListWidget*>();
        list.item(0)->setCheckState(Qt::Unchecked);
        QTRY_COMPARE_WITH_TIMEOUT(numbers().rowCount(), 4, patience);
        QCOMPARE(list.count(), 5); // it can be switched on again
    }

    void anOwnTextIsCounted() {
        NgramCounting counting{.order = 2, .unit = NgramUnit::Character};
        m_page->shelf().train({"天地人\n天地\n", {}}, counting, {});
        QTRY_COMPARE_WITH_TIMEOUT(m_page->shelf().models().size(), 6U, patience);
        const auto& own = m_page->shelf().models().back();
        QCOMPARE(own.ngram->counts()->sentences(), 2U);
        m_page->shelf().add({.smoothing = NgramSmoothing::Katz, .order = 2});
        QTRY_COMPARE_WITH_TIMEOUT(m_page->shelf().models().size(), 7U, patience);
        m_page->shelf().remove(6);
        m_page->shelf().remove(5);
        QCOMPARE(m_page->shelf().models().size(), 5U);
    }

    void theListComesBack() {
        auto& shelf = m_page->shelf();
        shelf.train(
            {"天地人\n天地\n", {}}, {.order = 2, .unit = NgramUnit::Character}, {.order = 2});
        QTRY_COMPARE_WITH_TIMEOUT(shelf.models().size(), 6U, patience);
        shelf.add({.smoothing = NgramSmoothing::Katz, .order = 1}); // of the own counts
        QTRY_COMPARE_WITH_TIMEOUT(shelf.models().size(), 7U, patience);
        shelf.remove(0);
        shelf.setShown(1, false); // 3-gram counting
        const auto state = m_page->state();
        std::vector<std::string> keys;
        for (const auto& model : shelf.models()) {
            keys.push_back(model.key);
        }
        QCOMPARE(state.shelf.own.size(), 2U);
        m_page = std::make_unique<ProbabilityPage>(*m_laboratory, nullptr);
        m_page->restore(state);
        m_page->show();
        QTRY_COMPARE_WITH_TIMEOUT(m_page->shelf().models().size(), 6U, patience);
        for (std::size_t i = 0; i < keys.size(); ++i) {
            QCOMPARE(m_page->shelf().models()[i].key, keys[i]);
        }
        QVERIFY(!m_page->shelf().isShown(1));
        QVERIFY(m_page->shelf().isShown(0));
        QVERIFY(m_page->state() == state);
    }

    void everyModelContinuesThePrompt() {
        auto& race = *m_page->findChild<PromptRaceCard*>();
        race.setPrompt("你");
        QTest::mouseClick(race.findChild<QPushButton*>(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(race.table()->rowCount(), 5, patience);
        QVERIFY(race.table()->index(2, 1).data().toString().startsWith(QStringLiteral("你|先")));
    }

    void aFileIsMeasured() {
        auto& measure = *m_page->findChild<MeasureCard*>();
        QFile file(m_models.filePath(QStringLiteral("text")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("你先走\n我先来\n");
        file.close();
        measure.measure(file.fileName().toStdString());
        QTRY_COMPARE_WITH_TIMEOUT(measure.table()->rowCount(), 5 + 3, patience);
        const auto perplexity
            = [&](int row) { return measure.table()->index(row, 1).data(Qt::UserRole).toDouble(); };
        QVERIFY(perplexity(0) > perplexity(1)); // one character knows less than two
    }

    void learningCurvesAreDrawn() {
        auto& curves = m_page->findChild<MeasureCard*>()->curves();
        QSignalSpy failed(m_page.get(), &ProbabilityPage::failed);
        curves.setOver(PerplexityCurves::Sizes);
        curves.learn({"你先走\n", {}}, NgramUnit::Character);
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, patience);
        QCOMPARE(failed.front().front().value<Error>().code, ErrorCode::DatasetTooSmall);
        std::string text;
        for (int i = 0; i < 40; ++i) {
            text += i % 3 == 0 ? "你先走\n" : "我先来\n";
        }
        curves.learn({text, {}}, NgramUnit::Character);
        QTRY_COMPARE_WITH_TIMEOUT(curves.learned().done, 1.0, patience);
        QCOMPARE(curves.curves().size(), std::size_t(longestLearned)); // one for each order
        QVERIFY(curves.curves()[2].y.back() < curves.curves()[2].y.front());
        QVERIFY(curves.curves()[1].y.back() < curves.curves()[0].y.back());
        curves.setOver(PerplexityCurves::Methods);
        QCOMPARE(curves.curves().size(), 5U);
    }

    void aTrainingLogIsDrawn() {
        auto& curves = m_page->findChild<MeasureCard*>()->curves();
        QDir(m_models.path()).mkpath(QStringLiteral("run"));
        QFile log(m_models.filePath(QStringLiteral("run/log.jsonl")));
        QVERIFY(log.open(QIODevice::WriteOnly));
        log.write(R"({"step":1,"loss":5.0,"validation_loss":1.3862943611198906})"
                  "\n"
                  R"({"step":2,"loss":4.0})"
                  "\n"
                  R"({"step":3,"loss":3.0,"validation_loss":0.6931471805599453})"
                  "\n");
        log.close();
        curves.setOver(PerplexityCurves::Steps);
        curves.openLog(log.fileName().toStdString());
        QTRY_COMPARE_WITH_TIMEOUT(curves.curves().size(), 1U, patience);
        QCOMPARE(curves.curves()[0].name, QStringLiteral("run"));
        QCOMPARE(curves.curves()[0].x, (std::vector<double>{1, 3}));
        QCOMPARE(curves.curves()[0].y, (std::vector<double>{2, 1}));
    }

    void nGramsAreSearchedAsOneTypes() {
        auto& card = *m_page->findChild<NgramTableCard*>();
        auto& studies = *static_cast<QStackedWidget*>(card.parentWidget()->parentWidget());
        studies.setCurrentWidget(card.parentWidget());
        QTRY_COMPARE_WITH_TIMEOUT(card.table()->rowCount(), 8, patience);
        card.findChild<QLineEdit*>()->insert(QStringLiteral("走")); // as an input method does
        QTRY_COMPARE_WITH_TIMEOUT(card.table()->rowCount(), 2, patience);
    }

    void aBadArpaFileIsNamed() {
        QSignalSpy failed(m_page.get(), &ProbabilityPage::failed);
        m_page->shelf().openArpa("/nowhere/x.arpa");
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, patience);
        QCOMPARE(failed.front().front().value<Error>().code, ErrorCode::FileMissing);
    }

    void anEmptyTextHasFirstWords() {
        m_laboratory->workspace().setText("");
        QTRY_VERIFY_WITH_TIMEOUT(m_page->shelf().unit() == NgramUnit::Word, patience);
        QTRY_COMPARE_WITH_TIMEOUT(steps().rowCount(), 0, patience);
    }

private:
    widgets::ComparisonChart& chart() { return *m_page->findChild<widgets::ComparisonChart*>(); }
    SentenceRankingCard& ranking() { return *m_page->findChild<SentenceRankingCard*>(); }
    const QAbstractItemModel& numbers() {
        return *m_page->findChild<ComparisonNumbers*>()->table();
    }
    const QAbstractItemModel& steps() { return *m_page->findChild<SentenceStepsView*>()->table(); }
    QString labels() {
        QString text;
        for (const auto* label : m_page->inspector()->findChildren<QLabel*>()) {
            text += label->text() + QLatin1Char('\n');
        }
        return text;
    }

    QTemporaryDir m_models;
    std::unique_ptr<Laboratory> m_laboratory;
    std::unique_ptr<ProbabilityPage> m_page;
};

QTEST_MAIN(TestProbabilityPage)
#include "tst_probability_page.moc"
