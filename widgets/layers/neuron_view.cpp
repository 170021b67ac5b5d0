#include "widgets/layers/neuron_view.h"

#include <algorithm>
#include <utility>

#include <QEvent>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStandardItemModel>
#include <QTableView>

#include "widgets/common/number_format.h"
#include "widgets/common/table_export.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_text.h"
#include "widgets/layers/matrix_view.h"
#include "widgets/layers/strongest_neurons.h"
#include "widgets/tokens/token_shading.h"

namespace vitrine::widgets {

namespace {

constexpr int shownNeurons = 24;
constexpr int mostGroups = 384; // columns that a heat map of usual width can show

} // namespace

NeuronView::NeuronView(QWidget* parent)
    : QWidget(parent), m_layout(makeParented<QGridLayout>(this)),
      m_mapTitle(makeParented<QLabel>(this)), m_map(makeParented<MatrixView>(this)),
      m_listTitle(makeParented<QLabel>(this)), m_list(makeParented<QTableView>(this)),
      m_strongest(makeParented<QStandardItemModel>(this)), m_textTitle(makeParented<QLabel>(this)),
      m_text(makeParented<TokenShading>(this)) {
    for (QLabel* title : {m_mapTitle.get(), m_listTitle.get(), m_textTitle.get()}) {
        setTextRole(title, TextRole::Caption);
        title->setWordWrap(true);
    }
    m_list->setModel(m_strongest);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setShowGrid(false);
    m_list->verticalHeader()->hide();
    m_list->horizontalHeader()->setHighlightSections(false);
    m_list->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_layout->setContentsMargins({});
    m_layout->addWidget(m_mapTitle, 0, 0);
    m_layout->addWidget(m_map, 1, 0);
    m_layout->addWidget(m_listTitle, 0, 1);
    m_layout->addWidget(m_list, 1, 1);
    m_layout->addWidget(m_textTitle, 2, 0, 1, 2);
    m_layout->addWidget(m_text, 3, 0, 1, 2);
    m_layout->setColumnStretch(0, 3);
    m_layout->setColumnStretch(1, 1);
    m_layout->setRowStretch(1, 3);
    m_layout->setRowStretch(3, 1);
    connect(m_map, &MatrixView::cellSelected, this, &NeuronView::chooseCell);
    connect(m_text, &TokenShading::tokenSelected, this, &NeuronView::tokenSelected);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& row) {
            if (row.isValid())
                choose(row.siblingAtColumn(0).data(exportRole).toInt());
        });
    applyTheme();
    retranslate();
}

void NeuronView::setActivations(const NeuronActivations& activations, std::vector<Token> tokens) {
    m_activations = activations;
    m_tokens = std::move(tokens);
    m_position = std::clamp(m_position, 0, std::max(0, activations.positions - 1));
    if (m_neuron >= activations.neurons)
        m_neuron = -1;
    showMap();
    showStrongest();
    if (m_neuron < 0 && m_strongest->rowCount() > 0)
        m_neuron = m_strongest->item(0, 0)->data(exportRole).toInt();
    showNeuron();
}

void NeuronView::clear() {
    setActivations({}, {});
}

void NeuronView::setPosition(int position) {
    m_position = std::clamp(position, 0, std::max(0, m_activations.positions - 1));
    showStrongest();
    m_text->setSelectedToken(m_position);
    if (m_groups > 0)
        m_map->setSelectedCell({m_position, std::max(m_map->selectedCell().column, 0)});
}

void NeuronView::setNeuron(int neuron) {
    m_neuron = neuron < m_activations.neurons ? neuron : -1;
    showNeuron();
}

const Figure* NeuronView::figure() const {
    return m_map.get();
}

const QAbstractItemModel* NeuronView::table() const {
    return m_strongest.get();
}

void NeuronView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::StyleChange)
        applyTheme();
}

void NeuronView::showMap() {
    m_groups = std::min(mostGroups, m_activations.neurons);
    QStringList names;
    for (const Token& token : m_tokens)
        names += tokenText(token);
    QStringList columns;
    for (int group = 0; group < m_groups; ++group)
        columns += QString::number(static_cast<qint64>(group) * m_activations.neurons / m_groups);
    m_map->setRowNames(names);
    m_map->setColumnNames(columns);
    m_map->setMatrix(pooledNeurons(m_activations, mostGroups), m_groups);
    const int pooled = m_groups > 0 ? (m_activations.neurons + m_groups - 1) / m_groups : 1;
    m_mapTitle->setText(pooled > 1
            ? tr("All neurons over the text; each cell shows the farthest from 0 of %1 neighbours")
                  .arg(pooled)
            : tr("All neurons over the text"));
}

void NeuronView::showStrongest() {
    const QSignalBlocker quiet(m_list->selectionModel());
    m_strongest->setRowCount(0);
    for (const auto& strength : strongestNeurons(m_activations, m_position, shownNeurons)) {
        auto* neuron = new QStandardItem(formatCount(strength.neuron));
        neuron->setData(strength.neuron, exportRole);
        auto* activation = new QStandardItem(formatValue(strength.activation));
        activation->setData(strength.activation, exportRole);
        activation->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_strongest->appendRow({neuron, activation});
        if (strength.neuron == m_neuron)
            m_list->selectRow(m_strongest->rowCount() - 1);
    }
    const bool known = m_position < static_cast<int>(m_tokens.size());
    //: %1 is a token
    m_listTitle->setText(known
            ? tr("Strongest at %1").arg(tokenText(m_tokens[static_cast<std::size_t>(m_position)]))
            : QString());
}

void NeuronView::showNeuron() {
    const bool shown = m_neuron >= 0;
    m_textTitle->setText(shown
            //: a feed-forward neuron by its number
            ? tr("Neuron %1 of layer %2 over the text")
                  .arg(formatCount(m_neuron))
                  .arg(m_activations.layer)
            : tr("Point at a neuron to see where in the text it fires."));
    m_text->setTokens(m_tokens,
        shown ? neuronOverText(m_activations, m_neuron) : std::vector<double>(m_tokens.size()));
    m_text->setSelectedToken(m_position);
}

void NeuronView::choose(int neuron) {
    if (std::exchange(m_neuron, neuron) == neuron)
        return;
    showNeuron();
    Q_EMIT neuronSelected(neuron);
}

void NeuronView::chooseCell(const MatrixGeometry::Cell& cell) {
    const auto first = static_cast<int>(
        static_cast<std::int64_t>(cell.column) * m_activations.neurons / m_groups);
    const auto end = static_cast<int>(
        static_cast<std::int64_t>(cell.column + 1) * m_activations.neurons / m_groups);
    int farthest = first;
    for (int neuron = first; neuron < end; ++neuron) {
        if (std::abs(m_activations.at(cell.row, neuron))
            > std::abs(m_activations.at(cell.row, farthest)))
            farthest = neuron;
    }
    if (cell.row != m_position)
        Q_EMIT tokenSelected(cell.row);
    choose(farthest);
}

void NeuronView::retranslate() {
    m_map->setName(tr("activations of all neurons"));
    m_map->setAxes(tr("token"), tr("neuron"));
    m_strongest->setHorizontalHeaderLabels({tr("neuron"), tr("activation")});
    m_list->setAccessibleName(tr("Strongest neurons"));
    showMap();
    showStrongest();
    showNeuron();
}

void NeuronView::applyTheme() {
    const Theme theme = Theme::of(this);
    m_layout->setSpacing(theme.px(8));
    m_list->setFont(theme.monoFont(TextSize::Caption));
    m_list->verticalHeader()->setDefaultSectionSize(theme.px(22));
    m_list->setMinimumWidth(theme.px(168));
    m_list->setMinimumHeight(theme.px(80));
}

} // namespace vitrine::widgets
