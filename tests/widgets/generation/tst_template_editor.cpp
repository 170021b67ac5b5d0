#include <memory>

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "widgets/common/theme.h"
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
        QVERIFY(named<QPlainTextEdit>("Few-shot prompt")
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
        QVERIFY(!named<QPlainTextEdit>("Few-shot prompt")->toPlainText().contains(before[0].input));
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
