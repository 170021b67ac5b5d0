#include <QtTest>

#include "engine/train/data_table.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;

/// Tables with their columns in order.
class TestDataTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsTheOrderOfColumns_data();
    void keepsTheOrderOfColumns();
    void addsColumnsOfLaterObjects();
    void listsWhatIsNoRow();
    void refusesOtherFormats();

private:
    test::ScratchFolder m_folder;
};

void TestDataTable::keepsTheOrderOfColumns_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("content");
    QTest::newRow("CSV") << "a.csv"
                         << "zeta,alpha\n1,\"two, 2\"\n";
    QTest::newRow("TSV") << "a.tsv"
                         << "zeta\talpha\n1\ttwo, 2\n";
}

void TestDataTable::keepsTheOrderOfColumns() {
    QFETCH(QString, name);
    QFETCH(QString, content);
    const auto file = m_folder.write(name.toStdString(), content.toStdString());
    const auto table = train::readDataTable({.file = file});
    QVERIFY(table);
    QVERIFY(table->columns == (std::vector<std::string>{"zeta", "alpha"}));
    QVERIFY(table->rows.front() == (train::DataTableRow{{"1", "two, 2"}, 2}));
    QVERIFY(table->problems.empty());
}

void TestDataTable::addsColumnsOfLaterObjects() {
    const auto file
        = m_folder.write("a.jsonl", "{\"text\": \"one\"}\n{\"n\": 2, \"text\": \"two\"}\n");
    const auto table = train::readDataTable({.file = file});
    QVERIFY(table);
    QVERIFY(table->columns == (std::vector<std::string>{"text", "n"}));
    QVERIFY(table->rows[0].fields == (std::vector<std::string>{"one", ""}));
    QVERIFY(table->rows[1].fields == (std::vector<std::string>{"two", "2"}));
}

void TestDataTable::listsWhatIsNoRow() {
    const auto file = m_folder.write("b.csv", "a,b\n1\n3,\"4\n");
    const auto table = train::readDataTable({.file = file});
    QVERIFY(table);
    QVERIFY(table->rows.empty());
    QCOMPARE(table->problems.size(), 2U);
    QCOMPARE(table->problems[0].kind, DataProblemKind::ColumnsDiffer);
    QCOMPARE(table->problems[1].kind, DataProblemKind::QuoteOpen);
}

void TestDataTable::refusesOtherFormats() {
    const auto file = m_folder.write("c.conll", "a O\n");
    QCOMPARE(train::readDataTable({.file = file}).error().code, ErrorCode::OptionInvalid);
    QCOMPARE(train::readDataTable({.file = "/no/such.csv"}).error().code, ErrorCode::FileMissing);
}

QTEST_GUILESS_MAIN(TestDataTable)
#include "tst_data_table.moc"
