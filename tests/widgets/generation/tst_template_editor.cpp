#include <memory>

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "widgets/common/number_format.h"
#include "widgets/common/table_export.h"
#include "widgets/common/theme.h"
#include "widgets/generation/candidate_answer_model.h"
#include "widgets/generation/prompt_trial_model.h"
#include "widgets/generation/template_editor.h"

using namespace vitrine::widgets;

class TestTemplateEditor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme().applyTo(*qApp); }

    void init() {
        m_editor = std::make_unique<TemplateEditor>(nullptr);
        m_editor->resize(1000, 500);
        m_editor->show();
        QVERIFY(QTest::qWaitForWindowActive(m_editor.get()));
    }

    void startsWithAPreset() {
        QCOMPARE(m_editor->promptTemplate(), templatePresets().front().parts);
    }

    void typingChangesBothPrompts() {
        QSignalSpy changed(m_editor.get(), &TemplateEditor::templateChanged);
        auto* query = named<QLineEdit>("Query");
        query->selectAll();
        QTest::keyClicks(query, QStringLiteral("wet"));
        QCOMPARE(changed.size(), 3);
        QCOMPARE(m_editor->promptTemplate().query, QStringLiteral("wet"));
        QVERIFY(named<QPlainTextEdit>("Zero-shot prompt")
                    ->toPlainText()
                    .contains(QStringLiteral("word: wet")));
        QVERIFY(named<QPlainTextEdit>("Few-shot: 3 examples prompt")
                    ->toPlainText()
                    .contains(QStringLiteral("word: wet")));
        QCOMPARE(m_editor->findChild<QComboBox*>()->currentIndex(), 0); // one's own
    }

    void examplesAreAddedAndRemoved() {
        const auto before = m_editor->promptTemplate().examples;
        QTest::mouseClick(withText("Add example"), Qt::LeftButton);
        QCOMPARE(m_editor->promptTemplate().examples.size(), before.size() + 1);
        auto* added = named<QLineEdit>("Input of example 4");
        QTRY_VERIFY(added->hasFocus()); // once the layout shows it
        QTest::keyClicks(added, QStringLiteral("tall"));
        QTest::mouseClick(named<QToolButton>("Removes example 1."), Qt::LeftButton);
        const auto after = m_editor->promptTemplate().examples;
        QCOMPARE(after.size(), before.size());
        QCOMPARE(after.front(), before[1]);
        QCOMPARE(after.back().input, QStringLiteral("tall"));
        QVERIFY(!named<QPlainTextEdit>("Few-shot: 3 examples prompt")
                     ->toPlainText()
                     .contains(before[0].input));
    }

    void presetsFillTheForm() {
        QSignalSpy changed(m_editor.get(), &TemplateEditor::templateChanged);
        auto* presets = m_editor->findChild<QComboBox*>();
        QCOMPARE(presets->count(), static_cast<int>(templatePresets().size()) + 1);
        presets->setFocus();
        QTest::keyClick(presets, Qt::Key_End);
        QCOMPARE(m_editor->promptTemplate(), templatePresets().back().parts);
        QCOMPARE(changed.size(), 1);
    }

    void promptsAreChosen() {
        QSignalSpy chosen(m_editor.get(), &TemplateEditor::promptChosen);
        QTest::mouseClick(withText("Use this prompt"), Qt::LeftButton);
        QCOMPARE(
            chosen.front().front().toString(), zeroShotPrompt(templatePresets().front().parts));
    }

    void threePromptsStandSideBySide() {
        const auto parts = templatePresets().front().parts;
        QCOMPARE(named<QPlainTextEdit>("Zero-shot prompt")->toPlainText(), zeroShotPrompt(parts));
        QCOMPARE(
            named<QPlainTextEdit>("One-shot prompt")->toPlainText(), promptWithShots(parts, 1));
        const auto* few = named<QPlainTextEdit>("Few-shot: 3 examples prompt");
        QCOMPARE(few->toPlainText(), fewShotPrompt(parts));
        const auto left = [](const QWidget* widget) { return widget->mapToGlobal(QPoint()).x(); };
        QVERIFY(left(named<QPlainTextEdit>("One-shot prompt"))
            > left(named<QPlainTextEdit>("Zero-shot prompt")));
        QVERIFY(left(few) > left(named<QPlainTextEdit>("One-shot prompt")));
        auto single = parts;
        single.examples.resize(1);
        m_editor->setPromptTemplate(single);
        QVERIFY(named<QPlainTextEdit>("One-shot prompt")->isVisible());
        QVERIFY(!few->isVisible()); // it would say the same
    }

    void candidatesAreTyped() {
        auto* field = named<QLineEdit>("Candidate answers");
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("big /  small/big/"));
        QCOMPARE(m_editor->promptTemplate().candidates,
            (QStringList{QStringLiteral("big"), QStringLiteral("small")}));
    }

    void candidatesStandWithTheirProbabilities() {
        QTest::mouseClick(withText("Run all"), Qt::LeftButton);
        const CandidateAnswer weak{QStringLiteral("weak"), 1, -1.5, 0.75, true};
        const CandidateAnswer small{QStringLiteral("small"), 2, -3, 0.25, false};
        m_editor->setTrials({{0, {}, QStringLiteral("a"), {weak, small}},
            {1, {}, QStringLiteral("b"), {weak, small}}, {2, {}, QStringLiteral("unseen"), {weak}},
            {3, {}, QStringLiteral("c"), {small, weak}}});
        const auto* one = named<QTableView>("One-shot answers");
        const auto* few = named<QTableView>("Few-shot: 3 examples answers");
        QVERIFY(named<QTableView>("Zero-shot answers")->isVisible());
        QVERIFY(one->isVisible());
        QVERIFY(few->isVisible());
        using Model = CandidateAnswerModel;
        const auto cell = [](const QTableView* table, int row, int column) {
            return table->model()->index(row, column).data().toString();
        };
        QCOMPARE(cell(one, 0, Model::Text), QStringLiteral("weak ✓"));
        QCOMPARE(cell(one, 1, Model::Share), formatPercent(0.25));
        QCOMPARE(cell(one, 1, Model::LogProbability), formatNumber(-3, 2));
        QCOMPARE(cell(one, 1, Model::PerToken), formatNumber(-1.5, 2));
        QCOMPARE(cell(few, 0, Model::Text), QStringLiteral("small")); // of the last, not the third
        const auto* table = m_editor->table();
        QCOMPARE(table->rowCount(), 4);
        QCOMPARE(table->columnCount(), int(PromptTrialModel::ColumnCount) + 6);
        QCOMPARE(table->headerData(PromptTrialModel::ColumnCount + 4, Qt::Horizontal).toString(),
            QStringLiteral("ln p(small)"));
        QCOMPARE(table->index(1, PromptTrialModel::ColumnCount + 4).data(exportRole), -3.0);
        QVERIFY(!table->index(2, PromptTrialModel::ColumnCount + 4).data(exportRole).isValid());
    }

    void theAnswersStandByTheNumberOfExamples() {
        auto* answers = named<QTableView>("Answers by number of examples");
        QVERIFY(!answers->isVisible());
        for (auto* button : m_editor->findChildren<QToolButton*>()) {
            if (button->text() == QLatin1String("By number"))
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QSignalSpy run(m_editor.get(), &TemplateEditor::runRequested);
        QTest::mouseClick(withText("Run all"), Qt::LeftButton);
        QCOMPARE(run.size(), 1);
        m_editor->setTrials({{0, 0.02, QStringLiteral("strong")}, {1, {}, QStringLiteral("weak")}});
        QVERIFY(answers->isVisible());
        const auto cell = [&](int row, int column) {
            return answers->model()->index(row, column).data().toString();
        };
        QCOMPARE(answers->model()->rowCount(), 2);
        QCOMPARE(cell(1, PromptTrialModel::Shots), QStringLiteral("1"));
        QCOMPARE(cell(0, PromptTrialModel::Probability), formatProbability(0.02));
        QCOMPARE(cell(1, PromptTrialModel::Probability), QString()); // none was asked for
        QCOMPARE(cell(1, PromptTrialModel::Continuation), QStringLiteral("weak"));
        QCOMPARE(answers->model()->index(0, PromptTrialModel::Probability).data(exportRole), 0.02);
    }

    void theRunButtonStops() {
        QSignalSpy stop(m_editor.get(), &TemplateEditor::stopRequested);
        m_editor->setRunning(true);
        QTest::mouseClick(withText("Stop"), Qt::LeftButton);
        QCOMPARE(stop.size(), 1);
        m_editor->setRunning(false);
        QVERIFY(withText("Run all"));
    }

private:
    template <typename T>
    T* named(const char* name) const {
        for (auto* widget : m_editor->findChildren<T*>()) {
            if (widget->accessibleName() == QLatin1String(name))
                return widget;
        }
        return nullptr;
    }
    QPushButton* withText(const char* text) const {
        for (auto* button : m_editor->findChildren<QPushButton*>()) {
            if (button->text() == QLatin1String(text))
                return button;
        }
        return nullptr;
    }

    std::unique_ptr<TemplateEditor> m_editor;
};

QTEST_MAIN(TestTemplateEditor)
#include "tst_template_editor.moc"
