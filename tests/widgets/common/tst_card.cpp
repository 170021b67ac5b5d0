#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QImage>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
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
    void initTestCase() { QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }

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
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("picture")); // without its suffix
        Card card(nullptr);
        auto* figure = new Blue;
        card.setContent(figure);
        card.setFigure(figure);
        QSignalSpy exported(&card, &Card::exported);
        acceptNextDialog(path);
        button(card)->menu()->actions().at(1)->trigger();
        QCOMPARE(exported.size(), 1);
        QCOMPARE(exported.front().front().toString(), path + QStringLiteral(".png"));
        QCOMPARE(QImage(path + QStringLiteral(".png")).size(), QSize(60, 40));
    }

    void reportsAFailure() {
        Card card(nullptr);
        QStandardItemModel table(1, 1);
        card.setTable(&table);
        QSignalSpy failed(&card, &Card::exportFailed);
        acceptNextDialog(QStringLiteral("/proc/table.csv")); // where nobody can write
        button(card)->menu()->actions().at(1)->trigger();
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed.front().front().value<Error>().code, ErrorCode::FileUnwritable);
    }

private:
    static void acceptNextDialog(const QString& path) {
        QTimer::singleShot(0, qApp, [path] {
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            dialog->selectFile(path);
            dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save)->click();
        });
    }
    static QToolButton* button(const Card& card) { return card.findChild<QToolButton*>(); }
    static int actionCount(const Card& card) {
        int count = 0;
        for (const auto* action : button(card)->menu()->actions())
            count += action->isSeparator() ? 0 : 1;
        return count;
    }
};

QTEST_MAIN(TestCard)
#include "tst_card.moc"
