#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "engine/values/output_change.h"
#include "engine/values/token.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;
class QGridLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace vitrine::widgets {

class Figure;
class OutputChangeBars;
class OutputChangeTable;
class SegmentedControl;
class TokenShading;

/// Activation patching: replaces the hidden state at one layer and token by zeros or by that of a
/// second text, and shows what the output becomes.
class PatchPanel : public QWidget {
    Q_OBJECT

public:
    /// What the user asks for.
    struct Patch {
        int layer = 0; ///< whose input is replaced; the number of layers: the last one's output
        bool fromText = false; ///< else zeros
        QString source; ///< the second text
        bool operator==(const Patch&) const = default;
    };

    explicit PatchPanel(QWidget* parent);

    void setLayers(int layers);
    /// Does not emit patchChanged.
    void setLayer(int layer);
    /// The text and its selected token, at which the hidden state is replaced.
    void setTokens(std::vector<Token> tokens, int position);
    /// The second text's tokens, of which one gives its hidden state; the first with the same place
    /// is chosen.
    void setSourceTokens(std::vector<Token> tokens);
    int sourcePosition() const;
    void setChange(const OutputChange& change);
    void clearChange();
    const Patch& patch() const { return m_patch; }
    /// The candidates before and after, for export.
    const Figure* figure() const;
    const QAbstractItemModel* table() const;

Q_SIGNALS:
    void patchChanged();
    void tokenSelected(int position);

protected:
    void changeEvent(QEvent* event) override;

private:
    void readControls();
    void describe();
    void retranslate();
    void applyTheme();

    Patch m_patch;
    std::vector<Token> m_tokens;
    int m_position = 0;
    std::optional<OutputChange> m_change;
    parented_ptr<QGridLayout> m_layout;
    parented_ptr<QLabel> m_layerLabel;
    parented_ptr<QSpinBox> m_layer;
    parented_ptr<SegmentedControl> m_kind;
    parented_ptr<QLineEdit> m_source;
    parented_ptr<TokenShading> m_sourceTokens;
    parented_ptr<QLabel> m_summary;
    parented_ptr<TokenShading> m_divergence;
    parented_ptr<OutputChangeBars> m_bars;
    parented_ptr<OutputChangeTable> m_model;
};

} // namespace vitrine::widgets
