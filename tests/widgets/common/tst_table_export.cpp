#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTest>

#include "widgets/common/table_export.h"

using namespace vitrine;
using namespace vitrine::widgets;

class TestTableExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_table.clear();
        m_table.setHorizontalHeaderLabels({QStringLiteral("token"), QStringLiteral("a, b")});
        m_table.appendRow({new QStandardItem(QStringLiteral("say \"hi\"")),
            new QStandardItem(QStringLiteral("1,234"))});
        m_table.appendRow({new QStandardItem(QStringLiteral("明月\n")), new QStandardItem});
        m_table.setData(m_table.index(0, 1), 1234, exportRole);
    }

    void csvIsRfc4180() {
        QCOMPARE(toCsv(m_table),
            QByteArray("token,\"a, b\"\r\n\"say \"\"hi\"\"\",1234\r\n\"明月\n\",\r\n"));
    }

    void writesUtf8() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("table.csv"));
        QVERIFY(writeCsv(m_table, path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), toCsv(m_table));
    }

    void unwritableFileIsAnError() {
        const auto result = writeCsv(m_table, QStringLiteral("/nowhere/at/all.csv"));
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::FileUnwritable);
    }

    void copiesWithTabs() {
        copyTable(m_table);
        QCOMPARE(QApplication::clipboard()->text(),
            QStringLiteral("token\ta, b\nsay \"hi\"\t1234\n明月\t\n"));
    }

private:
    QStandardItemModel m_table;
};

QTEST_MAIN(TestTableExport)
#include "tst_table_export.moc"
