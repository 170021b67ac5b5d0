#include <QApplication>
#include <QTest>
#include <QTextBlock>
#include <QTextTable>

#include "widgets/common/markdown_view.h"
#include "widgets/common/theme.h"

using namespace vitrine::widgets;

class TestMarkdownView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme().applyTo(*qApp); }
    void cleanup() { Theme().applyTo(*qApp); }

    void aBlankHeaderIsLeftOut() {
        MarkdownView view(nullptr);
        view.showMarkdown(QStringLiteral("| | |\n|---|---|\n| layers | 5 |\n| heads | 4 |\n"));
        QCOMPARE(onlyTable(view)->rows(), 2);
        QVERIFY(view.toPlainText().contains(QStringLiteral("heads")));
        view.showMarkdown(QStringLiteral("| name | value |\n|---|---|\n| layers | 5 |\n"));
        QCOMPARE(onlyTable(view)->rows(), 2);
        QVERIFY(view.toPlainText().contains(QStringLiteral("name")));
    }

    void linesHaveTheThemesColour() {
        MarkdownView view(nullptr);
        view.showMarkdown(QStringLiteral("| a | b |\n|---|---|\n| 1 | 2 |\n"));
        const auto line = [&] { return onlyTable(view)->format().borderBrush().color(); };
        QCOMPARE(line(), Theme().color(ColorRole::Line));
        const Theme dark(ColorScheme::Dark, 100);
        dark.applyTo(*qApp);
        QCOMPARE(line(), dark.color(ColorRole::Line));
    }

    void headingsFollowTheZoom() {
        MarkdownView view(nullptr);
        view.showMarkdown(QStringLiteral("# Title\n\nText\n\n## Part\n"));
        const auto size = [&](int block) {
            return view.document()
                ->findBlockByNumber(block)
                .begin()
                .fragment()
                .charFormat()
                .font()
                .pixelSize();
        };
        const int title = size(0);
        QVERIFY(title > size(2));
        Theme(ColorScheme::Light, 175).applyTo(*qApp);
        QVERIFY(size(0) > 1.6 * title);
    }

private:
    static QTextTable* onlyTable(const MarkdownView& view) {
        const auto frames = view.document()->rootFrame()->childFrames();
        return frames.size() == 1 ? qobject_cast<QTextTable*>(frames.front()) : nullptr;
    }
};

QTEST_MAIN(TestMarkdownView)
#include "tst_markdown_view.moc"
