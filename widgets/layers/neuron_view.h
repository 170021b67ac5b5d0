#pragma once

#include <vector>

#include <QWidget>

#include "engine/values/neuron_activations.h"
#include "widgets/common/figure.h"
#include "widgets/common/parented_ptr.h"
#include "widgets/layers/matrix_geometry.h"

class QAbstractItemModel;
class QGridLayout;
class QLabel;
class QModelIndex;
class QStandardItemModel;
class QTableView;

namespace vitrine::widgets {

class MatrixView;
class TokenShading;

/// The feed-forward neurons of one layer: all of them over the text as heat map, the strongest of
/// the selected token as list, and one neuron over the text as shading.
class NeuronView : public QWidget {
    Q_OBJECT

public:
    explicit NeuronView(QWidget* parent);

    /// `tokens` are those of the text, one for each position.
    void setActivations(const NeuronActivations& activations, std::vector<Token> tokens);
    void clear();
    /// Of the token whose strongest neurons are listed; does not emit.
    void setPosition(int position);
    /// Does not emit neuronSelected.
    void setNeuron(int neuron);
    int neuron() const { return m_neuron; }
    const Figure* figure() const;
    const QAbstractItemModel* table() const;

Q_SIGNALS:
    void neuronSelected(int neuron);
    void tokenSelected(int position);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showMap();
    void showStrongest();
    void showNeuron();
    void choose(int neuron);
    void chooseCell(const MatrixGeometry::Cell& cell);
    void retranslate();
    void applyTheme();

    NeuronActivations m_activations;
    std::vector<Token> m_tokens;
    int m_position = 0;
    int m_neuron = -1;
    int m_groups = 0; ///< columns of the heat map
    parented_ptr<QGridLayout> m_layout;
    parented_ptr<QLabel> m_mapTitle;
    parented_ptr<MatrixView> m_map;
    parented_ptr<QLabel> m_listTitle;
    parented_ptr<QTableView> m_list;
    parented_ptr<QStandardItemModel> m_strongest;
    parented_ptr<QLabel> m_textTitle;
    parented_ptr<TokenShading> m_text;
};

} // namespace vitrine::widgets
