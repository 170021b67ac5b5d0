#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>

#include "widgets/common/theme.h"
#include "widgets/tasks/span_text.h"

using namespace vitrine::widgets;

class TestSpanText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        Theme().applyTo(*qApp);
        m_text = std::make_unique<SpanText>(nullptr);
        m_text->resize(500, 120);
        // Bytes: 李明 is 0–6, Paris 9–14.
        m_text->setParts("李明到Paris。",
            {{0, 6, 0, 1, QStringLiteral("PER"), {}}, {9, 14, 1, 1, QStringLiteral("LOC"), {}}});
        m_text->show();
    }

    void cleanup() { m_text.reset(); }

    void namesStandBehindTheirParts() {
        auto shown = m_text->toPlainText();
        shown.remove(QChar(0x2009)); // thin spaces around the names
        QCOMPARE(shown, QStringLiteral("李明PER到ParisLOC。"));
    }

    void partsDifferInColour() {
        QCOMPARE(colorAt(QStringLiteral("李")), colorAt(QStringLiteral("明")));
        QVERIFY(colorAt(QStringLiteral("李")) != colorAt(QStringLiteral("Paris")));
        QVERIFY(!colorAt(QStringLiteral("到")).isValid());
    }

    void clickChoosesAPart() {
        QSignalSpy chosen(m_text.get(), &SpanText::partChosen);
        auto cursor = m_text->document()->find(QStringLiteral("Paris"));
        cursor.setPosition(cursor.selectionStart() + 2);
        QTest::mouseClick(
            m_text->viewport(), Qt::LeftButton, {}, m_text->cursorRect(cursor).center());
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.front().front().toInt(), 1);
        QVERIFY(formatAt(QStringLiteral("Paris")).fontUnderline()); // it is marked
        QVERIFY(!formatAt(QStringLiteral("李")).fontUnderline());
    }

private:
    QTextCharFormat formatAt(const QString& text) const {
        return m_text->document()->find(text).charFormat();
    }
    QColor colorAt(const QString& text) const {
        const auto format = formatAt(text);
        return format.hasProperty(QTextFormat::BackgroundBrush) ? format.background().color()
                                                                : QColor();
    }

    std::unique_ptr<SpanText> m_text;
};

QTEST_MAIN(TestSpanText)
#include "tst_span_text.moc"
