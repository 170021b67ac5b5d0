#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <filesystem>
#include <memory>
#include <numeric>

#include "app/pages/attribution_card.h"
#include "app/pages/generation_task_view.h"
#include "app/pages/missing_head_card.h"
#include "app/pages/task_batch_panel.h"
#include "app/pages/task_evaluation_panel.h"
#include "app/pages/tasks_page.h"
#include "app/pages/text_metrics_panel.h"
#include "app/pages/trained_task_view.h"
#include "engine/api/task_model.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"
#include "widgets/layers/matrix_view.h"
#include "widgets/tasks/label_bars.h"
#include "widgets/tasks/span_text.h"
#include "widgets/tokens/token_shading.h"

using namespace vitrine;
using namespace vitrine::app;
namespace fs = std::filesystem;

namespace {

constexpr int patience = 20000; // ms; a busy machine may take its time

const fs::path cases = VITRINE_SOURCE_DIR "/tests/engine/api/cases";

/// Models that are not built in.
std::vector<fs::path> elsewhere() {
    return {cases / "masked/bert", "/no/such/model"};
}

} // namespace

/// The Tasks lens, by clicks, over small random models.
class TestTasksPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        widgets::Theme().applyTo(*qApp);
        const fs::path models = m_files.path().toStdString() + "/models";
        fs::create_directories(models);
        for (const char* name : {"classification", "tagging", "answering"}) {
            fs::copy(cases / "task_model" / name, models / name, fs::copy_options::recursive);
        }
    }

    void init() {
        m_laboratory = std::make_unique<Laboratory>(m_files.path().toStdString() + "/models");
        m_page = std::make_unique<TasksPage>(*m_laboratory, &elsewhere, nullptr);
        m_page->resize(1100, 700);
        m_page->show();
    }

    void cleanup() {
        m_page.reset();
        m_laboratory.reset();
    }

    void classifiesTheTextUnderGlass() {
        open("task_model/classification");
        QCOMPARE(m_page->task(), LensTask::Classification); // what the model can do
        m_laboratory->workspace().setText("a cat");
        QTRY_COMPARE_WITH_TIMEOUT(bars().rows().size(), std::size_t{3}, patience);
        const auto expected = m_page->solver().model()->classify("a cat").value();
        QTRY_COMPARE_WITH_TIMEOUT(
            bars().rows().front().probability, expected.front().probability, patience);
        QCOMPARE(bars().rows().front().name, QString::fromStdString(expected.front().label));
        m_laboratory->workspace().setText("the cat sat on it");
        const auto other = m_page->solver().model()->classify("the cat sat on it").value();
        QTRY_COMPARE_WITH_TIMEOUT(
            bars().rows().front().probability, other.front().probability, patience);
    }

    void clickOnALabelExplainsIt() {
        open("task_model/classification");
        m_laboratory->workspace().setText("a cat");
        QTRY_VERIFY_WITH_TIMEOUT(!attribution().attribution().tokens.empty(), patience);
        const auto first = attribution().attribution();
        QTest::mouseClick(bars().viewport(), Qt::LeftButton, {},
            {bars().viewport()->width() / 2, bars().figureSize().height() / 3 * 3 / 2});
        QCOMPARE(bars().chosen(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(!(attribution().attribution() == first), patience);
        const auto label = bars().rows()[1].name.toStdString();
        QVERIFY(attribution().attribution()
            == m_page->solver().model()->attributeLabel("a cat", {}, label).value());
        click(&attribution(), QStringLiteral("attention"));
        QCOMPARE(attribution().view(), static_cast<int>(AttributionCard::Attention));
        QCOMPARE(m_page->state().explanation, static_cast<int>(AttributionCard::Attention));
    }

    void clickOnAWordShowsItsTags() {
        open("task_model/tagging");
        QCOMPARE(m_page->task(), LensTask::Entities);
        m_laboratory->workspace().setText("a cat, the cat.");
        auto& text = *m_page->findChild<widgets::SpanText*>();
        QTRY_COMPARE_WITH_TIMEOUT(text.parts().size(), std::size_t{6}, patience);
        const auto tagged = m_page->solver().model()->tag("a cat, the cat.").value();
        Q_EMIT text.anchorClicked(QUrl(QStringLiteral("#3"))); // "the"
        const auto& rows = bars().rows();
        QCOMPARE(rows.size(), m_page->solver().model()->task().labels.size());
        QCOMPARE(rows.front().name, QString::fromStdString(tagged.words[3].tag));
        QCOMPARE(rows.front().probability, tagged.words[3].probability);
        const auto named = std::ranges::count_if(
            text.parts(), [](const auto& part) { return !part.name.isEmpty(); });
        QCOMPARE(static_cast<std::size_t>(named), tagged.spans.size());
    }

    void answersAQuestion() {
        open("task_model/answering");
        const std::string context = "the cat sat. a b c d";
        m_laboratory->workspace().setText(context);
        auto& question = *m_page->findChild<TrainedTaskView*>()->findChild<QLineEdit*>();
        question.selectAll();
        QTest::keyClicks(&question, QStringLiteral("a cat"));
        const auto answers = m_page->solver().model()->answer("a cat", context, {.top = 5}).value();
        QTRY_VERIFY_WITH_TIMEOUT(
            bars().rows().size() == 6 && bars().rows().back().probability == answers.noAnswer,
            patience);
        QCOMPARE(bars().rows().front().probability, answers.spans.front().probability());
        bars().setFocus();
        bars().setChosen(1);
        QTest::keyClick(&bars(), Qt::Key_Up);
        const auto& parts = m_page->findChild<widgets::SpanText*>()->parts();
        QCOMPARE(parts.size(), std::size_t{1});
        QCOMPARE(parts.front().begin, answers.spans.front().begin);
        QTRY_VERIFY_WITH_TIMEOUT(!attribution().attribution().tokens.empty(), patience);
    }

    void offersModelsThatCan() {
        open("generation/tied");
        QCOMPARE(m_page->task(), LensTask::Continuation);
        click(m_page.get(), QStringLiteral("Entities"));
        auto& missing = *m_page->findChild<MissingHeadCard*>();
        QVERIFY(missing.isVisible());
        const auto text = missing.findChild<QLabel*>(QStringLiteral("missingHead"))->text();
        QVERIFY2(text.contains(QStringLiteral("no tagging head")), qPrintable(text));
        QTRY_VERIFY_WITH_TIMEOUT(button(&missing, QStringLiteral("Open tagging")), patience);
        QVERIFY(!button(&missing, QStringLiteral("Open classification")));
        click(m_page.get(), QStringLiteral("Fill masks"));
        QTRY_VERIFY_WITH_TIMEOUT(button(&missing, QStringLiteral("Open bert")), patience);
        click(m_page.get(), QStringLiteral("Entities"));
        QTRY_VERIFY_WITH_TIMEOUT(button(&missing, QStringLiteral("Open tagging")), patience);
        QCoreApplication::processEvents(); // the button gets its place
        QSignalSpy asked(m_page.get(), &TasksPage::openAsked);
        QTest::mouseClick(button(&missing, QStringLiteral("Open tagging")), Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        open(asked.front().front().value<fs::path>());
        QVERIFY(!missing.isVisible());
        QCOMPARE(m_page->task(), LensTask::Entities);
    }

    void examplesComeInBothLanguages() {
        open("task_model/answering");
        auto* menu = m_page->findChild<QMenu*>();
        QVERIFY(menu->actions().size() >= 2);
        for (auto* action : menu->actions()) {
            action->trigger();
            QVERIFY(!m_laboratory->workspace().text().empty());
            QVERIFY(!m_page->solver().question().empty());
        }
        QVERIFY(m_laboratory->workspace().text().find("石桥镇") == 0);
    }

    void explainsMasksAndNextSentences() {
        open("masked/bert");
        QCOMPARE(m_page->task(), LensTask::FillMask);
        auto& workspace = m_laboratory->workspace();
        workspace.setText("the cat sat");
        workspace.setMasked({1});
        const auto shown = [&]() -> AttributionCard* {
            for (auto* card : m_page->findChildren<AttributionCard*>()) {
                if (card->isVisible()) {
                    return card;
                }
            }
            return nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT(shown() && shown()->attribution().tokens.size() > 3, patience);
        const auto mask = *workspace.model()->tokenizer().maskToken();
        QTRY_COMPARE_WITH_TIMEOUT(shown()->attribution().tokens[2].id, mask, patience);
        workspace.setSecondText("a cat");
        click(m_page.get(), QStringLiteral("Next sentence"));
        QTRY_VERIFY_WITH_TIMEOUT(shown() && shown()->attribution().tokens.size() > 6, patience);
        const auto contributions = shown()->attribution().contributions;
        workspace.setSecondText("a b c");
        QTRY_VERIFY_WITH_TIMEOUT(shown()->attribution().contributions != contributions, patience);
    }

    void writesOnAndExplainsEachToken() {
        open("generation/tied");
        m_laboratory->workspace().setText("ab");
        auto& view = *m_page->findChild<GenerationTaskView*>();
        QVERIFY(view.isVisible());
        GenerationOptions options;
        options.maxNewTokens = 5;
        m_laboratory->workspace().setOptions(options);
        click(&view, QStringLiteral("Continue"));
        const auto shades = view.findChildren<widgets::TokenShading*>();
        auto& answer = *shades[1];
        QTRY_VERIFY_WITH_TIMEOUT(
            button(&view, QStringLiteral("Continue")), patience); // it has ended
        answer.setFocus();
        QTest::keyClick(&answer, Qt::Key_Right);
        QTRY_COMPARE_WITH_TIMEOUT(view.attribution().attribution().tokens.size(),
            std::size_t{2} + static_cast<std::size_t>(answer.selectedToken()), patience);
    }

    void measuresAndFiltersByTheMatrix() {
        open("task_model/classification");
        click(m_page.get(), QStringLiteral("evaluation"));
        auto& panel = *m_page->findChild<TaskEvaluationPanel*>();
        QVERIFY(panel.isVisible());
        panel.evaluate(
            file("labelled.csv", "text,label\na cat,good\nthe cat,bad\nb,bad\nc,fine\n"));
        QTRY_COMPARE_WITH_TIMEOUT(panel.report().examples.size(), std::size_t{3}, patience);
        QCOMPARE(panel.report().problems.size(), std::size_t{1});
        const auto& counts = panel.report().confusion;
        QCOMPARE(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}), 3);
        auto& examples = *panel.findChild<QTableView*>(QStringLiteral("examples"));
        QCOMPARE(examples.model()->rowCount(), 3);
        auto& matrix = *panel.findChild<widgets::MatrixView*>();
        const auto cell = panel.report().examples.front().cells.front();
        const auto inCell = counts[static_cast<std::size_t>(cell.first * 3 + cell.second)];
        const auto filters = [&] { // once the cards have their places
            QTest::mouseClick(&matrix, Qt::LeftButton, {},
                matrix.cellRect({cell.first, cell.second}).center().toPoint());
            return examples.model()->rowCount() == static_cast<int>(inCell);
        };
        QTRY_VERIFY_WITH_TIMEOUT(filters(), patience);
        QVERIFY(button(&panel, QStringLiteral("All examples")));
        Q_EMIT examples.activated(examples.model()->index(0, 0));
        QCOMPARE(m_laboratory->workspace().text(), panel.report().examples.front().text);
        QVERIFY(!panel.isVisible()); // the text is looked at
    }

    void measuresOnSampleData() {
        open("task_model/answering");
        click(m_page.get(), QStringLiteral("evaluation"));
        auto& panel = *m_page->findChild<TaskEvaluationPanel*>();
        click(&panel, QStringLiteral("Use the sample data"));
        QTRY_VERIFY_WITH_TIMEOUT(panel.report().examples.size() >= 40, 3 * patience);
        QVERIFY(panel.report().exactMatch && panel.report().labels.empty());
        const auto& examples = panel.report().examples;
        QVERIFY(examples.front().score <= examples.back().score); // the worst first
    }

    void answersATableAndSavesIt() {
        open("task_model/classification");
        click(m_page.get(), QStringLiteral("table"));
        auto& panel = *m_page->findChild<TaskBatchPanel*>();
        panel.answer(file("batch.csv", "n,text\n1,a cat\n2,\n"));
        QTRY_COMPARE_WITH_TIMEOUT(panel.answered().rows.size(), std::size_t{2}, patience);
        auto& table = *panel.findChild<QTableView*>()->model();
        QCOMPARE(table.headerData(2, Qt::Horizontal).toString(), QStringLiteral("predicted"));
        QVERIFY(!table.index(0, 2).data().toString().isEmpty());
        QVERIFY(panel.findChild<QLabel*>(QStringLiteral("batchNote"))
                    ->text()
                    .contains(QStringLiteral("line 3")));
        QSignalSpy saved(m_page.get(), &TasksPage::saved);
        const auto out = m_files.filePath(QStringLiteral("out.csv"));
        panel.save(out.toStdString());
        QCOMPARE(saved.size(), 1);
        QFile written(out);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QVERIFY(written.readAll().startsWith("n,text,predicted,probability"));
    }

    void scoresWrittenTexts() {
        click(m_page.get(), QStringLiteral("text metrics"));
        auto& panel = *m_page->findChild<TextMetricsPanel*>();
        QVERIFY(panel.isVisible()); // no model is needed
        auto& table = *panel.findChild<QTableView*>()->model();
        QTRY_COMPARE_WITH_TIMEOUT(table.rowCount(), 5, patience); // the ready example
        auto* candidates = panel.findChild<QPlainTextEdit*>(QStringLiteral("candidates"));
        auto* references = panel.findChild<QPlainTextEdit*>(QStringLiteral("references"));
        candidates->setFocus();
        candidates->selectAll();
        QTest::keyClicks(candidates, QStringLiteral("the cat sat"));
        references->setPlainText(QStringLiteral("the cat ran"));
        const auto rouge = [&] { return table.index(1, 2).data(Qt::UserRole).toDouble(); };
        QTRY_VERIFY_WITH_TIMEOUT(std::abs(rouge() - 2.0 / 3) < 1e-9, patience);
        QVERIFY(table.index(1, 3).data().toString().contains(QStringLiteral("2 / 3")));
        QCOMPARE(m_page->state().candidates, std::string("the cat sat"));
    }

    void comesBackAsItWas() {
        click(m_page.get(), QStringLiteral("Summary"));
        click(m_page.get(), QStringLiteral("evaluation"));
        const auto state = m_page->state();
        QCOMPARE(state.task, static_cast<int>(LensTask::Summary));
        TasksPage other(*m_laboratory, &elsewhere, nullptr);
        other.restore(state);
        QVERIFY(other.state() == state);
    }

private:
    void open(const fs::path& model) {
        LoadOptions options;
        options.device = DeviceChoice::Cpu;
        const auto folder = model.is_absolute() ? model : cases / model;
        m_laboratory->models().load(folder, options);
        QTRY_VERIFY_WITH_TIMEOUT(
            m_page->solver().offer() && m_page->solver().offer()->info.path == folder, patience);
    }
    fs::path file(const char* name, const QByteArray& content) {
        QFile written(m_files.filePath(QString::fromLatin1(name)));
        return written.open(QIODevice::WriteOnly) && written.write(content) == content.size()
            ? fs::path(written.fileName().toStdString())
            : fs::path();
    }
    static QAbstractButton* button(QWidget* parent, const QString& text) {
        for (auto* found : parent->findChildren<QAbstractButton*>()) {
            if (found->text() == text && !found->isHidden()) {
                return found;
            }
        }
        return nullptr;
    }
    static void click(QWidget* parent, const QString& text) {
        auto* found = button(parent, text);
        QVERIFY2(found, qPrintable(text));
        QTest::mouseClick(found, Qt::LeftButton);
    }
    widgets::LabelBars& bars() { return *m_page->findChild<widgets::LabelBars*>(); }
    AttributionCard& attribution() { return m_page->findChild<TrainedTaskView*>()->attribution(); }

    QTemporaryDir m_files;
    std::unique_ptr<Laboratory> m_laboratory;
    std::unique_ptr<TasksPage> m_page;
};

QTEST_MAIN(TestTasksPage)
#include "tst_tasks_page.moc"
