#pragma once

namespace vitrine {

/// A place in the network where a value can be looked at, in the order of the computation. GPT-2
/// normalises before each part of a block, BERT after it; a block passes the sites it has.
enum class Site {
    TokenEmbedding,
    PositionEmbedding,
    SegmentEmbedding,
    EmbeddingNorm,
    BlockInput, ///< the residual stream as the layer reads it; after the last layer, what it leaves
    AttentionInput, ///< after the norm before attention
    Queries, ///< [heads, headDim]
    Keys,
    Values,
    AttentionScores, ///< [heads, key], scaled, before the mask
    AttentionWeights, ///< [heads, key]
    HeadOutputs, ///< [heads, headDim]: weights · values; side by side they are concat
    AttentionOutput, ///< concat · W_O + b
    AttentionResidual, ///< the stream with attention's output added
    FeedForwardInput, ///< after the norm between attention and feed-forward
    FeedForwardHidden, ///< [mlp], before the activation function
    FeedForwardActivation, ///< [mlp], after it
    FeedForwardOutput,
    BlockOutput, ///< the stream as the layer leaves it
    FinalNorm,
    MaskedTokenHidden, ///< the masked-token head's dense layer, activated
    MaskedTokenNorm, ///< and normalised: what is compared with every token
    Logits,
    Pooled, ///< BERT's summary of the text: a dense layer over its first position, then tanh
    NextSentence, ///< [2]: the second text goes on from the first, or does not
    HiddenState, ///< what a recurrent layer hands on, or a feed-forward model's hidden layer
    CellState, ///< what an LSTM keeps to itself
    InputGate, ///< how much of the candidate an LSTM takes in
    ForgetGate, ///< how much of its cell state an LSTM keeps
    OutputGate, ///< how much of its cell state an LSTM shows
    ResetGate, ///< how much of its state a GRU's candidate sees
    UpdateGate, ///< how much of its state a GRU keeps
    CandidateState, ///< the new content that the gates let in
};

} // namespace vitrine
