#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "widgets/common/card.h"
#include "widgets/common/export_menu.h"
#include "widgets/common/figure.h"

using namespace vitrine;
using namespace vitrine::widgets;

namespace {

class Blue : public QWidget, public Figure {
public:
    QSize figureSize() const override { return {30, 20}; }
    void paintFigure(QPainter& painter, const QSize& size) const override {
        painter.fillRect(QRect(QPoint(), size), Qt::blue);
    }
};

} // namespace

class TestCard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void menuShowsWhenThereIsSomethingToExport() {
        Card card(nullptr);
        auto* figure = new Blue;
        card.setContent(figure);
        QVERIFY(button(card)->isHidden());
        card.setFigure(figure);
        QVERIFY(!button(card)->isHidden());
        QCOMPARE(actionCount(card), 4); // copy, PNG, SVG, PDF
        QStandardItemModel table;
        card.setTable(&table);
        QCOMPARE(actionCount(card), 6);
        card.setFigure(nullptr);
        QCOMPARE(actionCount(card), 2);
    }

    void copiesThePicture() {
        Card card(nullptr);
        auto* figure = new Blue;
        card.setContent(figure);
        card.setFigure(figure);
        button(card)->menu()->actions().front()->trigger();
        QCOMPARE(QApplication::clipboard()->image().pixelColor(10, 10), QColor(Qt::blue));
    }

    void exportsToTheFileThatIsChosen() {
        const QString path = m_folder.filePath(QStringLiteral("picture")); // without its suffix
        Card card(nullptr);
        auto* figure = new Blue;
        card.setContent(figure);
        card.setFigure(figure);
        QSignalSpy exported(&card, &Card::exported);
        triggerAndAnswer(card, 1, path);
        QCOMPARE(exported.size(), 1);
        QCOMPARE(exported.front().front().toString(), path + QStringLiteral(".png"));
        QCOMPARE(QImage(path + QStringLiteral(".png")).size(), QSize(60, 40));
    }

    void reportsAFailure() {
        Card card(nullptr);
        QStandardItemModel table(1, 1);
        card.setTable(&table);
        QSignalSpy failed(&card, &Card::exportFailed);
        const QString unwritable = QStringLiteral("/sys/table.csv"); // nobody makes files there
        triggerAndAnswer(card, 1, unwritable);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed.front().front().value<Error>().code, ErrorCode::FileUnwritable);
    }

private:
    /// Triggers an action that asks for a file, and answers with `path`.
    static void triggerAndAnswer(const Card& card, int action, const QString& path) {
        auto* menu = card.findChild<ExportMenu*>();
        menu->setPathChooser([path](const QString&, const QString&) { return path; });
        for (auto* candidate : menu->actions()) {
            if (!candidate->isSeparator() && action-- == 0)
                candidate->trigger();
        }
    }
    static QToolButton* button(const Card& card) { return card.findChild<QToolButton*>(); }
    static int actionCount(const Card& card) {
        int count = 0;
        for (const auto* action : button(card)->menu()->actions())
            count += action->isSeparator() ? 0 : 1;
        return count;
    }

    QTemporaryDir m_folder;
};

QTEST_MAIN(TestCard)
#include "tst_card.moc"
