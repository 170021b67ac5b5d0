#include <QAbstractItemModel>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include "widgets/common/table_export.h"
#include "widgets/layers/neuron_view.h"
#include "widgets/tokens/token_shading.h"

using namespace vitrine;
using namespace vitrine::widgets;

/// Two tokens and three neurons.
class TestNeuronView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_view = std::make_unique<NeuronView>(nullptr);
        std::vector<Token> tokens(2);
        tokens[0].bytes = "a";
        tokens[1].bytes = "b";
        m_view->setActivations({.layer = 1,
                                   .positions = 2,
                                   .neurons = 3,
                                   .values = {0.5F, -3, 1, // of a
                                       2, 0.25F, 0}},
            tokens);
    }

    void listsTheStrongestOfTheSelectedToken() {
        QCOMPARE(neuronAt(0), 2);
        QCOMPARE(neuronAt(1), 0);
        QCOMPARE(neuronAt(2), 1); // below 0
        m_view->setPosition(1);
        QCOMPARE(neuronAt(0), 0);
        QCOMPARE(m_view->table()->index(0, 1).data(exportRole).toDouble(), 2.0);
    }

    void beginsWithTheStrongestNeuron() { QCOMPARE(m_view->neuron(), 2); }

    void aRowChoosesItsNeuron() {
        QSignalSpy selected(m_view.get(), &NeuronView::neuronSelected);
        m_view->findChild<QTableView*>()->selectRow(2);
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected.front().front().toInt(), 1);
        QCOMPARE(m_view->neuron(), 1);
    }

    void aNeuronThatTheLayerDoesNotHaveIsNone() {
        m_view->setNeuron(3);
        QCOMPARE(m_view->neuron(), -1);
    }

    void shadesTheTextByItsNeuron() {
        auto* text = m_view->findChild<TokenShading*>();
        QSignalSpy selected(m_view.get(), &NeuronView::tokenSelected);
        Q_EMIT text->tokenSelected(1);
        QCOMPARE(selected.size(), 1);
        m_view->setPosition(1);
        QCOMPARE(text->selectedToken(), 1);
    }

    void isEmptyWithoutAText() {
        m_view->clear();
        QCOMPARE(m_view->table()->rowCount(), 0);
        QCOMPARE(m_view->neuron(), -1);
    }

private:
    int neuronAt(int row) const { return m_view->table()->index(row, 0).data(exportRole).toInt(); }

    std::unique_ptr<NeuronView> m_view;
};

QTEST_MAIN(TestNeuronView)
#include "tst_neuron_view.moc"
